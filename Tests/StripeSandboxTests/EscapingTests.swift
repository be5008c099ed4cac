import JSON
import SandboxTesting
import StripeCatalog
import StripeWire
import Testing

@testable import StripeSandbox

/// Values that would like to be more than values, each read back by the other side.
@Suite struct EscapingTests {
  private let dice = RepeatableDice(20_261_121)

  /// Marks of forms, queries, paths and headers, and what a careless encoder stumbles over.
  private static let pieces = [
    "a", "Z", "9", " ", "  ", "&", "=", "%", "%26", "%2", "+", "#", "?", "/", "//", "..", ".", ";",
    ",", ":", "@", "\\", "\"", "'", "\r\n", "\n", "\t", "\u{0}", "\u{1b}", "\u{7f}", "é",
    "e\u{301}", "\u{301}", "\u{200d}", "\u{202e}", "\u{feff}", "日本", "👩‍👩‍👧", "🇩🇪", "\u{fffd}",
    "metadata",
    "null", "&a=b", "{", "}", "$", "<", ">",
  ]

  private func text(_ length: ClosedRange<Int>, _ pieces: [String] = pieces) -> String {
    let count = length.lowerBound + dice.below(length.count)
    return (0..<count).map { _ in pieces[dice.below(pieces.count)] }.joined()
  }

  /// An object of texts, up to four levels deep.
  private func object(depth: Int) -> JSONObject {
    var object: JSONObject = [:]
    for _ in 0...dice.below(3) {
      let isNested = depth < 3 && dice.below(2) == 0
      object[text(1...5)] =
        isNested ? .object(self.object(depth: depth + 1)) : .string(text(0...8))
    }
    return object
  }

  @Test func whatAFormCarriesArrivesAsItWas() throws {
    for _ in 0..<2000 {
      let parameters = object(depth: 0)
      try APIRequest(.post, "/v1/customers", parameters).check()
      let form = FormEncoding.encode(parameters)
      let decoded = try FormDecoding.decode(form[...])
      let isSame = decoded.bytes == parameters.bytes
      #expect(isSame, "\(JSONValue.object(parameters).compact) as \(form)")
    }
  }

  @Test func aNameWithBracketsNeverGetsAsFarAsAForm() {
    for _ in 0..<500 {
      let name = text(0...3) + ["[", "]", "][", "[]", "[0]", "]["][dice.below(6)] + text(0...3)
      let parameters: JSONObject = ["metadata": .object([name: "x"])]
      #expect(throws: RequestFlaw.name(name)) {
        try APIRequest(.post, "/v1/customers", parameters).check()
      }
    }
  }

  @Test func anIdentifierStaysOneSegmentOfItsPath() throws {
    let catalog = Catalog.embedded
    let router = Router(catalog.operations)
    let operation = try #require(
      catalog.operations.first { $0.path == "/v1/invoices/{invoice}/lines/{line_item_id}" })
    for _ in 0..<2000 {
      let ids = [text(0...4), text(0...4)]
      guard let path = operation.path(with: ids) else {
        #expect(ids.contains { ["", ".", ".."].contains($0) }, "\(ids)")
        continue
      }
      let request = APIRequest(operation.method, path)
      try request.check()
      let route = try #require(router.route(operation.method.rawValue, path[...]), "\(path)")
      #expect(route.operation.path == operation.path)
      let isSame = route.pathIDs.elementsEqual(ids) { Array($0.utf8) == Array($1.utf8) }
      #expect(isSame, "\(path)")
      #expect(request.encoded().strictTarget == path)
    }
  }

  @Test func dotsAreNoIdentifier() throws {
    let operation = try #require(
      Catalog.embedded.operations.first { $0.path == "/v1/customers/{customer}" })
    for id in ["", ".", ".."] { #expect(operation.path(with: [id]) == nil) }
    #expect(operation.path(with: ["..."]) == "/v1/customers/...")
  }
}

extension JSONObject {
  /// Byte for byte: texts that look alike are not the same.
  fileprivate var bytes: [UInt8] { Array(JSONValue.object(self).compact.utf8) }
}
