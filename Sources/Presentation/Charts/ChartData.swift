import Expressions
import JSON

/// The data of a chart: a value for each label, in one or more series.
struct ChartData: Sendable {
  /// A value and its unit; values with the same unit share a scale.
  struct Point: Sendable, Hashable {
    let value: Double
    let text: String
    let unit: String
  }

  /// A group of bars, or a position on a time line.
  struct Group: Sendable {
    let label: String
    /// The points in the order of the series; nil if a series has no value for the label.
    var points: [Point?]
  }

  /// The names of the series; a single empty name if there is only one value per label.
  private(set) var series: [String] = []
  private(set) var groups: [Group] = []
  /// True if the labels are times or periods, in ascending order.
  private(set) var isTimeLine = false
  /// The number of columns of the result that are labels.
  let labelCount: Int

  /// Creates the data of a result, or nil if there are no rows or no column has numbers.
  init?(_ columns: [Column], rows: [RawJSON], text: CellText) {
    let roles = ChartColumns(columns, rows: rows)
    guard !roles.values.isEmpty, !rows.isEmpty else { return nil }
    labelCount = roles.labels.count
    for row in rows {
      let labels = roles.labels.map { text.cell($0, in: row).text }
      add(row, labels, roles, text)
    }
    let width = series.count
    for index in groups.indices {
      let missing = width - groups[index].points.count
      groups[index].points += [Point?](repeating: nil, count: missing)
    }
    orderByTime(roles.labels.first, rows)
  }

  private mutating func add(
    _ row: RawJSON, _ labels: [String], _ roles: ChartColumns, _ text: CellText
  ) {
    let group = roles.hasSeriesColumn ? labels[0] : labels.joined(separator: " ")
    let prefix = roles.hasSeriesColumn ? labels[1] : ""
    for column in roles.values {
      guard let point = Point(column, row, text) else { continue }
      let parts = [prefix, roles.values.count > 1 ? column.label : ""].filter { !$0.isEmpty }
      add(point, series: TerminalText.sanitised(parts.joined(separator: " ")), group: group)
    }
  }

  private mutating func add(_ point: Point, series name: String, group label: String) {
    let position = series.firstIndex(of: name) ?? series.count
    if position == series.count { series.append(name) }
    let place = groups.lastIndex { $0.label == label }
    // A row with the label and the series of an earlier row gets a group of its own.
    if let place, groups[place].points.count <= position || groups[place].points[position] == nil {
      groups[place].set(point, at: position)
    } else {
      var group = Group(label: label, points: [])
      group.set(point, at: position)
      groups.append(group)
    }
  }

  private mutating func orderByTime(_ column: Column?, _ rows: [RawJSON]) {
    if let line = PeriodLine.line(through: groups.map(\.label)) {
      let known = Dictionary(grouping: groups, by: \.label)
      let nothing = [Point?](repeating: nil, count: series.count)
      groups = line.flatMap { known[$0] ?? [Group(label: $0, points: nothing)] }
      isTimeLine = true
    } else if column?.kind == .time {
      groups.sort { $0.label < $1.label }
      isTimeLine = true
    }
  }

  /// The range of the values of each unit, extended to include zero.
  var ranges: [String: ClosedRange<Double>] {
    var ranges: [String: ClosedRange<Double>] = [:]
    for point in groups.flatMap(\.points).compactMap({ $0 }) {
      let range = ranges[point.unit] ?? 0...0
      ranges[point.unit] =
        min(range.lowerBound, point.value)...max(range.upperBound, point.value)
    }
    return ranges
  }
}

extension ChartData.Group {
  fileprivate mutating func set(_ point: ChartData.Point, at position: Int) {
    while points.count <= position { points.append(nil) }
    points[position] = point
  }
}

extension ChartData.Point {
  fileprivate init?(_ column: Column, _ row: RawJSON, _ text: CellText) {
    guard let value = column.value(in: row), let digits = value.numberText ?? value.string,
      let number = Double(digits), number.isFinite
    else { return nil }
    let currency: String? =
      if case .money(let place?) = column.kind { row.currency(at: place) } else { nil }
    self.init(
      value: number, text: text.cell(column, in: row).text, unit: currency ?? column.label)
  }
}

/// The columns of a result, divided into labels and values to draw.
struct ChartColumns: Sendable {
  private(set) var labels: [Column] = []
  private(set) var values: [Column] = []

  /// True if the second label names the series instead of the group.
  var hasSeriesColumn: Bool { labels.count == 2 }

  init(_ columns: [Column], rows: [RawJSON]) {
    for column in columns {
      if Self.isNumeric(column, rows) { values.append(column) } else { labels.append(column) }
    }
    // A column of years is a label although it holds numbers.
    if labels.isEmpty, values.count > 1, Self.isYears(values[0], rows) {
      labels.append(values.removeFirst())
    }
  }

  private static func isNumeric(_ column: Column, _ rows: [RawJSON]) -> Bool {
    switch column.kind {
    case .money: return true
    case .text, .boolean, .id, .state, .time: return false
    case .unknown, .number:
      let values = rows.compactMap { column.value(in: $0) }.filter { !$0.isNull }
      return !values.isEmpty && values.allSatisfy { $0.kind == .number }
    }
  }

  private static func isYears(_ column: Column, _ rows: [RawJSON]) -> Bool {
    rows.allSatisfy { row in
      column.value(in: row)?.integer.map { 1900...2200 ~= $0 } ?? false
    }
  }
}
