import Expressions
import JSON

/// Formats the values of rows for people.
struct CellText: Sendable {
  let time: TimeText

  init(zone: ClockZone) {
    time = TimeText(zone: zone)
  }

  /// Returns the cell of a row in a column, safe for a terminal.
  func cell(_ column: Column, in row: RawJSON) -> TableCell {
    guard let value = column.value(in: row), !value.isNull else { return .null }
    if let money = money(value, column, in: row) {
      return TableCell(money, alignment: .right, isWhole: true)
    }
    if column.kind == .time, let text = time.short(value) { return TableCell(text, isWhole: true) }
    return cell(value, column)
  }

  /// Returns an amount with its currency; nil if the column has no amounts or the currency is
  /// unknown.
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

  /// Returns true for an id of a Stripe object: a prefix and a random part.
  private static func isID(_ text: String) -> Bool {
    guard let line = text.lastIndex(of: "_"), text.utf8.count >= 14 else { return false }
    let tail = text[text.index(after: line)...]
    return tail.utf8.count >= 8 && tail.contains(where: \.isNumber)
      && tail.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }

  /// Returns a short form of a list or an object: its id, its values, or its number of items; nil
  /// if it is best shown as JSON.
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
  /// Returns the currency at a path; of a list, the first, since all parts of an object have the
  /// same.
  func currency(at path: RowPath) -> String? {
    guard let found = value(at: path) else { return nil }
    return found.string ?? found.elements.lazy.compactMap(\.string).first
  }
}
