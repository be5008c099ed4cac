import StripeWire

/// What a request for a page leads to.
enum Page: Sendable {
  /// A page of HTML.
  case html(status: Int, String)
  /// Another address, to be asked for by GET.
  case redirect(String)
  /// The style sheet of all pages.
  case style

  /// Shows a view.
  static func show(_ view: some PageView, status: Int = 200) -> Page {
    .html(status: status, PageTemplates.render(view))
  }

  /// Shows a heading and a sentence.
  static func message(_ status: Int, _ title: String, _ sentence: String) -> Page {
    show(MessageView(title: title, sentence: sentence), status: status)
  }

  /// The answer of the server.
  ///
  /// - Parameter isHead: whether its body is left out.
  func response(isHead: Bool = false) -> APIResponse {
    var answer = whole
    if isHead { answer.body = [] }
    return answer
  }

  private var whole: APIResponse {
    switch self {
    case .html(let status, let text):
      APIResponse(
        status: status, headers: Self.headers("text/html; charset=utf-8"), body: Array(text.utf8))
    case .redirect(let address):
      APIResponse(
        status: 303,
        headers: Self.headers("text/plain; charset=utf-8")
          .merging(["location": HeaderText.clean(address)]) { $1 }, body: [])
    case .style:
      APIResponse(
        status: 200, headers: Self.headers("text/css; charset=utf-8"),
        body: Array(PageStyle.text.utf8))
    }
  }

  /// No script runs, nothing is loaded from elsewhere, and no other page shows these in a frame.
  private static func headers(_ type: String) -> [String: String] {
    [
      "content-type": type, "cache-control": "no-store", "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "content-security-policy":
        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    ]
  }
}

/// Text as the value of a header.
enum HeaderText {
  /// The printable ASCII of a text; other bytes are escaped as in addresses.
  static func clean(_ text: String) -> String {
    text.utf8.map { byte in
      (0x21...0x7E).contains(byte)
        ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }
}
