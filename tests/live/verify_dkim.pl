#!/usr/bin/env perl
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# verify_dkim - are a mail's signatures good, as Mail::DKIM sees it?
#
#   verify_dkim.pl FILE < {"NAME": "record", ...}     prints one "ALGORITHM result" for each
use strict;
use warnings;
use JSON::PP;
use Mail::DKIM::DNS;
use Mail::DKIM::Verifier;
use Net::DNS;

package Records;

sub new { my ($class, $records) = @_; return bless { records => $records }, $class }

sub send {
    my ($self, $name, $type) = @_;
    my $packet = Net::DNS::Packet->new($name, $type, 'IN');
    my $record = $self->{records}{$name};
    $packet->push(answer => Net::DNS::RR->new(owner => $name, type => 'TXT', txtdata => [$record =~ /(.{1,200})/g])) if defined $record;
    return $packet;
}
sub query { my $self = shift; my $packet = $self->send(@_); return scalar($packet->answer) ? $packet : undef }
sub search { my $self = shift; return $self->query(@_) }
sub errorstring { return 'NXDOMAIN' }
sub AUTOLOAD { return }

package main;

my $records = decode_json(do { local $/; <STDIN> });
Mail::DKIM::DNS::resolver(Records->new($records));
open my $file, '<:raw', $ARGV[0] or die "$ARGV[0]: $!";
my $verifier = Mail::DKIM::Verifier->new();
while (my $line = <$file>) {
    $line =~ s/\r?\n$/\r\n/;
    $verifier->PRINT($line);
}
$verifier->CLOSE;
print $_->algorithm, ' ', $_->result, "\n" for $verifier->signatures;
