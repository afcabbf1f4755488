#!/usr/bin/env perl
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# harvest - what HTTP::OAI, a harvester of others, finds in a repository.
#
#   harvest.pl ADDRESS PREFIX AFTER     one line of JSON for each record; after AFTER of them it prints
#                                       "pause" and goes on when a line comes
use strict;
use warnings;
use HTTP::OAI;
use JSON::PP;

my ($address, $prefix, $after) = @ARGV;
$| = 1;

sub say_json { print JSON::PP->new->utf8->canonical->encode($_[0]), "\n" }

my $harvester = HTTP::OAI::Harvester->new(baseURL => $address);
my $identify = $harvester->Identify;
die $identify->message if $identify->is_error;
$harvester->repository($identify);
say_json({ name => $identify->repositoryName, deleted => $identify->deletedRecord, version => $identify->version });

my $n = 0;

sub on_record {
    my ($record) = @_;
    my $metadata = $record->metadata;
    my ($title) = $metadata ? $metadata->dom->findnodes('.//*[local-name() = "title"]') : ();
    say_json({
        id => $record->identifier,
        date => $record->datestamp,
        status => $record->status,
        sets => [$record->header->setSpec],
        title => $title ? $title->textContent : undef,
    });
    if (++$n == $after) {
        print "pause\n";
        <STDIN>;
    }
}

my $answer = $harvester->ListRecords(metadataPrefix => $prefix, onRecord => \&on_record);
die $answer->message if $answer->is_error;
