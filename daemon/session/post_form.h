// The request of form_post.h over the loop of this room. Private to it.
#pragma once

#include <memory>

#include "session/curl_loop.h"
#include "session/form_post.h"

namespace session {

boost::asio::awaitable<base::Result<FormReply>> post_form(std::shared_ptr<CurlLoop> loop,
                                                          FormPost post);

}  // namespace session
