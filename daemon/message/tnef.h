// winmail.dat (MS-OXTNEF 2.1): the text and the list of files inside it.
//
// Promises: never throws, linear time, every length checked; `opened` is false when the stream
// is damaged or holds nothing to read, and the mail then goes to a person. Our own reader:
// libytnef cuts Unicode text to its size in UTF-16, so that half of a Malayalam body is lost.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace message {

struct TnefContents {
    bool opened = false;
    std::vector<std::string>
        texts;  // plain text: subject, bodies (plain, HTML, RTF), text files
    std::vector<std::string> files;  // "photo.jpg (1234 octets)"
};

TnefContents read_tnef(std::string_view octets);

}  // namespace message
