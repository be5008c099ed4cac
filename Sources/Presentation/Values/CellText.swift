import Expressions
import JSON

/// Makes what people read of the values in rows.
struct CellText: Sendable {
  let time: TimeText

  init(zone: ClockZone) {
    time = TimeText(zone: zone)
  }

  /// The cell of a row in a column, fit for a terminal.
  func cell(_ column: Column, in row: RawJSON) -> TableCell {
    guard let value = column.value(in: row), !value.isNull else { return .null }
    if let money = money(value, column, in: row) {
      return TableCell(money, alignment: .right, isWhole: true)
    }
    if column.kind == .time, let text = time.short(value) { return TableCell(text, isWhole: true) }
    return cell(value, column)
  }

  /// An amount as people write it; nil where the column holds none, or no currency is known.
  func money(_ value: RawJSON, _ column: Column, in row: RawJSON) -> String? {
    guard case .money(let place?) = column.kind, let units = value.numberText ?? value.string,
      let currency = row.currency(at: place)
    else { return nil }
    return MoneyText.text(of: units, in: currency)
  }

  private func cell(_ value: RawJSON, _ column: Column) -> TableCell {
    switch value.kind {
    case .null: return .null
    case .bool: return TableCell(value.flatText, role: .bool)
    case .number: return TableCell(value.flatText, alignment: .right, isWhole: true)
    case .string: return textCell(value.flatText, column)
    case .array, .object:
      let text = Self.summary(of: value) ?? value.compact
      return textCell(text, column)
    }
  }

  private func textCell(_ text: String, _ column: Column) -> TableCell {
    let isState = column.kind == .state || (column.kind == .unknown && column.label == "status")
    return TableCell(
      TerminalText.sanitised(text), role: isState ? StateTone.role(of: text) : nil,
      isWhole: column.kind == .id || (column.kind == .unknown && Self.isID(text)))
  }

  /// Whether a text is an id of Stripe's: a prefix and a part that people do not read.
  private static func isID(_ text: String) -> Bool {
    guard let line = text.lastIndex(of: "_"), text.utf8.count >= 14 else { return false }
    let tail = text[text.index(after: line)...]
    return tail.utf8.count >= 8 && tail.contains(where: \.isNumber)
      && tail.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }

  /// A list or an object in few words: its id, its values, or how many it has; nil where it is best
  /// shown as it is.
  private static func summary(of value: RawJSON) -> String? {
    if let id = value["id"]?.string { return id }
    if value.kind == .object, let data = value["data"], value["has_more"] != nil {
      return counted(data.elements.count, hasMore: value["has_more"]?.bool == true)
    }
    guard value.kind == .array else { return nil }
    let elements = value.elements
    guard elements.allSatisfy({ $0.kind != .object && $0.kind != .array }) else {
      return counted(elements.count, hasMore: false)
    }
    return elements.isEmpty ? nil : elements.map(\.flatText).joined(separator: ", ")
  }

  private static func counted(_ count: Int, hasMore: Bool) -> String {
    "\(count)\(hasMore ? "+" : "") item\(count == 1 && !hasMore ? "" : "s")"
  }
}

extension RawJSON {
  /// The currency at a path; of the currencies of a list, the first: one object has one.
  func currency(at path: RowPath) -> String? {
    guard let found = value(at: path) else { return nil }
    return found.string ?? found.elements.lazy.compactMap(\.string).first
  }
}
