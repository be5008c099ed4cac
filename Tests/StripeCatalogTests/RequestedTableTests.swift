import Foundation
import Testing

@testable import StripeCatalog

/// The table of fields that come on request alone, in `scripts/catalog/requested.py`, against the
/// marks in the catalog.
@Suite struct RequestedTableTests {
  /// Every field on request, with the path to it; what is behind an id is another object's.
  private var marked: [(path: String, field: Field)] {
    Catalog.embedded.objects.flatMap { object in
      fields(of: object.record, below: object.typeName)
    }.filter { $0.field.isOnRequest }
  }

  private func fields(of record: RecordShape, below path: String) -> [(path: String, field: Field)]
  {
    record.fields.flatMap { field in
      let place = "\(path).\(field.name)"
      return [(place, field)] + records(in: field.type).flatMap { fields(of: $0, below: place) }
    }
  }

  private func records(in type: TypeShape) -> [RecordShape] {
    switch type {
    case .record(let record): [record]
    case .array(let element): records(in: element)
    case .map(let value): records(in: value)
    case .union(let types): types.flatMap(records)
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .object,
      .expandable, .list:
      []
    }
  }

  /// What the table names, as paths.
  private func table() throws -> [String] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../scripts/catalog/requested.py")
    let text = try String(contentsOf: file, encoding: .utf8)
    let body = try #require(text.split(separator: "FIELDS = {").last?.split(separator: "\n}").first)
    var (paths, object): ([String], String) = ([], "")
    for line in body.split(separator: "\n") {
      let words = line.split(separator: "\"").map(String.init)
      for (word, next) in zip(words, words.dropFirst()) where word.allSatisfy(\.isPathLetter) {
        if next.hasPrefix(":") { object = word } else { paths.append("\(object).\(word)") }
      }
    }
    return paths
  }

  @Test func `the catalog marks what the table names, and lists, and what the SDK says`() throws {
    let lists = marked.filter { if case .list = $0.field.type { true } else { false } }
    let said = ["issuing.card.cvc", "issuing.card.number"]
    let others = Set(marked.map(\.path)).subtracting(lists.map(\.path)).subtracting(said)
    #expect(try others.sorted() == table().sorted())
    #expect(Set(marked.map(\.path)).isSuperset(of: said))
  }

  @Test func `lists on request`() {
    let lists = marked.filter { if case .list = $0.field.type { true } else { false } }
    #expect(
      lists.map(\.path).sorted() == [
        "charge.refunds", "checkout.session.line_items", "customer.sources",
        "customer.subscriptions", "customer.tax_ids", "invoice.payments",
        "payment_intent.amount_details.line_items", "payment_link.line_items",
        "quote.computed.upfront.line_items", "quote.line_items", "tax.calculation.line_items",
        "tax.transaction.line_items", "treasury.transaction.entries",
      ])
  }

  @Test(arguments: [
    ("tax.calculation_line_item.tax_breakdown", true), ("payment_link.optional_items", true),
    ("invoice.shipping_cost.taxes", true), ("payment_method.klarna.dob", true),
    ("tax.calculation.tax_breakdown", false), ("invoice.shipping_cost.amount_tax", false),
    ("identity.verification_report.document.issued_date", false),
    ("billing_portal.configuration.features.subscription_update.enabled", false),
  ])
  func `single fields`(_ path: String, _ isMarked: Bool) {
    #expect(marked.contains { $0.path == path } == isMarked)
  }
}

extension Character {
  fileprivate var isPathLetter: Bool { isLetter || isNumber || self == "_" || self == "." }
}
