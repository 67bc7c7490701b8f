#include "understanding/lexicon.h"

#include <utility>

#include "understanding/place_index.h"
#include "understanding/words.h"

namespace understanding {

Lexicon::Lexicon(Vocabulary vocabulary)
    : vocabulary_(std::move(vocabulary)),
      places_(std::make_unique<const PlaceIndex>(vocabulary_)),
      words_(std::make_unique<const WordIndex>(vocabulary_.lists)) {}

Lexicon::~Lexicon() = default;

}  // namespace understanding
