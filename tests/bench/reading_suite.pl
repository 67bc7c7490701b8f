# Perl's reading of mails, for reading_suite.py: file names on standard input, a line of JSON for each on standard output.
# Needs libmime-tools-perl (MIME::Parser, MIME::Words, Mail::Address) and libtimedate-perl (Date::Parse).
use strict;
use warnings;
use Date::Parse qw(str2time);
use Encode ();
use JSON::PP ();
use MIME::Base64 qw(encode_base64);
use Mail::Address ();
use MIME::Parser ();
use MIME::Words ();

$SIG{__WARN__} = sub { };
my $json = JSON::PP->new->utf8->canonical;

sub to_text {
    my ($octets, $charset) = @_;
    my $encoding = Encode::find_encoding($charset || 'us-ascii') || Encode::find_encoding('utf-8');
    my $copy = $octets;
    return $encoding->decode($copy, Encode::FB_DEFAULT);
}

sub words {    # RFC 2047: each word by its charset
    my ($value) = @_;
    return undef unless defined $value;
    utf8::encode($value) if utf8::is_utf8($value);    # recommended_filename may have decoded it
    $value =~ s/\r?\n(?=[ \t])//g;
    $value =~ s/\s+$//;
    $value =~ s/^\s+//;
    return join '', map { to_text($_->[0], $_->[1] || 'utf-8') } MIME::Words::decode_mimewords($value);
}

sub ids {
    my ($value) = @_;
    my @found = map { s/\s//gr } ($value // '') =~ /<([^<>]*)>/g;
    return @found || ($value // '') !~ /^\s*(\S+)\s*$/ ? \@found : [$1];
}

sub leaves {
    my ($entity, $found) = @_;
    if (my @parts = $entity->parts) {
        leaves($_, $found) for @parts;
        return;
    }
    my $type = lc $entity->effective_type;
    my $body = $entity->bodyhandle ? $entity->bodyhandle->as_string : '';
    my $disposition = lc($entity->head->mime_attr('content-disposition') // '');
    push @$found, { type => $type, filename => scalar words($entity->head->recommended_filename),
        octets => encode_base64($body, ''), attachment => $disposition eq 'attachment',
        charset => scalar $entity->head->mime_attr('content-type.charset') };
}

sub reading {
    my ($file) = @_;
    my $parser = MIME::Parser->new;
    $parser->output_to_core(1);
    $parser->tmp_to_core(1);
    $parser->ignore_errors(1);
    $parser->extract_nested_messages('NEST');
    $parser->max_parts(-1);
    my $mail = $parser->parse_open($file);
    my $head = $mail->head;
    my ($sender) = Mail::Address->parse($head->get('From', 0) // '');
    my $date = str2time($head->get('Date', 0) // '', 'UTC');
    my @found;
    leaves($mail, \@found);
    return { subject => scalar words($head->get('Subject', 0)),
        from_name => $sender ? words($sender->phrase =~ s/^"(.*)"$/$1/sr || $sender->comment =~ s/^\((.*)\)$/$1/sr) : undef,
        from_address => $sender ? $sender->address || undef : undef, message_id => ids($head->get('Message-ID', 0))->[0],
        references => ids($head->get('References', 0)), date => defined $date ? int $date : undef, parts => \@found };
}

while (my $file = <STDIN>) {
    chomp $file;
    my $told = eval { local $SIG{ALRM} = sub { die "60 s\n" }; alarm 60; my $r = reading($file); alarm 0; $r };
    print $json->encode($told || { error => "$@" }), "\n";
}
