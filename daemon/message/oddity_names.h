// The closed list of what may be strange about a mail. Names are stable: staff see them, the
// audit counts them.
#pragma once

#include <string_view>

namespace message::oddity {

// The mail as a whole
inline constexpr std::string_view mbox_line = "mbox_line";  // begins with "From " or ">From "
inline constexpr std::string_view byte_order_mark = "byte_order_mark";
inline constexpr std::string_view leading_blank =
    "leading_blank";                                        // blank lines before the header
inline constexpr std::string_view line_ends = "line_ends";  // CR only, or CR CR LF
inline constexpr std::string_view nul_octet = "nul_octet";
inline constexpr std::string_view no_header = "no_header";  // begins with text
inline constexpr std::string_view empty_mail = "empty_mail";
// Headers
inline constexpr std::string_view junk_line =
    "junk_line";  // a line that is no field among fields
inline constexpr std::string_view two_from = "two_from";
inline constexpr std::string_view two_subjects = "two_subjects";
inline constexpr std::string_view two_ids = "two_ids";
inline constexpr std::string_view two_dates = "two_dates";
inline constexpr std::string_view two_content_types = "two_content_types";
inline constexpr std::string_view group_from =
    "group_from";  // From is a group or names several mailboxes
inline constexpr std::string_view no_from = "no_from";
inline constexpr std::string_view no_message_id = "no_message_id";
inline constexpr std::string_view bad_date = "bad_date";
inline constexpr std::string_view raw_eight_bit =
    "raw_eight_bit";  // undeclared 8-bit letters in a header
inline constexpr std::string_view bad_word = "bad_word";  // an encoded word shown as it stands
// Structure
inline constexpr std::string_view bad_content_type = "bad_content_type";
inline constexpr std::string_view no_boundary = "no_boundary";  // absent, empty or never seen
inline constexpr std::string_view unclosed = "unclosed";        // a multipart without its end
inline constexpr std::string_view part_without_header = "part_without_header";
inline constexpr std::string_view preamble_text = "preamble_text";
inline constexpr std::string_view epilogue_text = "epilogue_text";
inline constexpr std::string_view encoded_mail =
    "encoded_mail";  // message/rfc822 under a transfer encoding
inline constexpr std::string_view trees_differ = "trees_differ";  // two readings of the borders
inline constexpr std::string_view plain_unlike_html = "plain_unlike_html";
// Transfer encoding and charset
inline constexpr std::string_view unknown_encoding = "unknown_encoding";
inline constexpr std::string_view text_after_base64 = "text_after_base64";
inline constexpr std::string_view bad_base64 = "bad_base64";  // an incomplete group at the end
inline constexpr std::string_view unknown_charset = "unknown_charset";
inline constexpr std::string_view wrong_charset =
    "wrong_charset";  // the octets do not fit the label
inline constexpr std::string_view damaged_text = "damaged_text";  // some octets became U+FFFD
inline constexpr std::string_view utf7 = "utf7";
// HTML
inline constexpr std::string_view hidden_text = "hidden_text";
inline constexpr std::string_view html_comment = "html_comment";
inline constexpr std::string_view html_too_deep =
    "html_too_deep";  // read by the plain stripper
inline constexpr std::string_view invisible_letters =
    "invisible_letters";  // zero-width or bidi controls
// Closed contents
inline constexpr std::string_view encrypted = "encrypted";
inline constexpr std::string_view opaque_signed = "opaque_signed";
inline constexpr std::string_view pgp_armour = "pgp_armour";
inline constexpr std::string_view tnef_opened = "tnef_opened";
inline constexpr std::string_view tnef_closed = "tnef_closed";
inline constexpr std::string_view uuencoded_file = "uuencoded_file";

}  // namespace message::oddity
