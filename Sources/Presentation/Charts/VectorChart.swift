/// A chart as SVG, with positions in per cent so that it fits any width.
struct VectorChart {
  private let data: ChartData
  private let ranges: [String: ClosedRange<Double>]

  init(_ data: ChartData) {
    self.data = data
    ranges = data.ranges
  }

  /// The drawing as HTML, after a legend if there are several series.
  var markup: String { legend + (data.isTimeLine ? timeLine : bars) }

  private static let colors = 5

  private var legend: String {
    guard data.series.count > 1 else { return "" }
    let items = data.series.enumerated().map { position, name in
      "<li><svg viewBox=\"0 0 10 10\"><rect class=\"s\(position % Self.colors)\" width=\"10\""
        + " height=\"10\" rx=\"2\"/></svg>\(HTMLText.escaped(name))</li>"
    }
    return "<ul class=\"legend\">\(items.joined())</ul>"
  }

  /// Returns the position of a value in the range of its unit, from 0 to 1.
  private func share(_ value: Double, _ unit: String) -> Double {
    guard let range = ranges[unit], range.lowerBound < range.upperBound else { return 0 }
    return (value - range.lowerBound) / (range.upperBound - range.lowerBound)
  }

  private func percent(_ share: Double) -> String {
    "\(Double((share * 10_000).rounded()) / 100)%"
  }
}

// Horizontal bars.
extension VectorChart {
  private static let (labelShare, barShare) = (0.28, 0.5)
  private static let (barHeight, groupGap) = (18, 10)

  private var bars: String {
    var parts: [String] = []
    var top = 0
    for group in data.groups {
      parts.append(
        "<text x=\"0\" y=\"\(top + 13)\">\(HTMLText.escaped(shortened(group.label)))</text>")
      for (position, point) in group.points.enumerated() {
        guard let point else { continue }
        parts.append(bar(point, position, group.label, top: top))
        top += Self.barHeight + 2
      }
      top += Self.groupGap
    }
    return "<svg role=\"img\" height=\"\(max(top - Self.groupGap, 20))\">\(parts.joined())</svg>"
  }

  private func bar(_ point: ChartData.Point, _ position: Int, _ label: String, top: Int) -> String {
    let (zero, end) = (share(0, point.unit), share(point.value, point.unit))
    let start = Self.labelShare + Self.barShare * min(zero, end)
    let width = point.value == 0 ? 0 : max(Self.barShare * abs(end - zero), 0.002)
    return "<rect class=\"s\(position % Self.colors)\" x=\"\(percent(start))\" y=\"\(top)\""
      + " width=\"\(percent(width))\" height=\"\(Self.barHeight)\" rx=\"3\">"
      + title(label, position, point) + "</rect>"
      + "<text class=\"faint\" x=\"\(percent(start + width))\" dx=\"6\" y=\"\(top + 13)\">"
      + HTMLText.escaped(point.text) + "</text>"
  }

  private func shortened(_ label: String) -> String {
    label.count > 24 ? label.prefix(23) + "…" : label
  }

  private func title(_ label: String, _ position: Int, _ point: ChartData.Point) -> String {
    let name = data.series[position].isEmpty ? "" : " · \(data.series[position])"
    return "<title>\(HTMLText.escaped("\(label)\(name): \(point.text)"))</title>"
  }
}

// Columns along a time line.
extension VectorChart {
  private static let height = 200.0
  /// The number of labels that fit a narrow window; fewer if the labels are long.
  private var maxLabels: Int { timeLabels.contains { $0.count > 7 } ? 3 : 5 }

  /// The labels cut to ten characters: a time is shown as its day, for lack of space.
  private var timeLabels: [String] { data.groups.map { String($0.label.prefix(10)) } }

  private var timeLine: String {
    let (count, top) = (data.groups.count, 18.0)
    var parts: [String] = []
    for (index, group) in data.groups.enumerated() {
      for (position, point) in group.points.enumerated() {
        guard let point else { continue }
        parts.append(column(point, index, position, group.label, top: top))
      }
    }
    let step = max(1, (count + maxLabels - 1) / maxLabels)
    for index in stride(from: 0, to: count, by: step) { parts.append(axisLabel(index, top: top)) }
    return "<svg role=\"img\" height=\"\(Self.height + top + 26)\">" + peaks
      + parts.joined() + "</svg>"
  }

  private func axisLabel(_ index: Int, top: Double) -> String {
    let x = index == 0 ? 0 : (Double(index) + 0.5) / Double(data.groups.count)
    let anchor = index == 0 ? "start" : index == data.groups.count - 1 ? "end" : "middle"
    return "<text class=\"faint\" text-anchor=\"\(anchor)\" x=\"\(percent(x))\""
      + " y=\"\(Self.height + top + 18)\">\(HTMLText.escaped(timeLabels[index]))</text>"
  }

  private func column(
    _ point: ChartData.Point, _ index: Int, _ position: Int, _ label: String, top: Double
  ) -> String {
    let slot = 1 / Double(data.groups.count)
    let width = slot * 0.8 / Double(data.series.count)
    let x = slot * (Double(index) + 0.1) + width * Double(position)
    let (zero, end) = (share(0, point.unit), share(point.value, point.unit))
    let high = point.value == 0 ? 0 : max(abs(end - zero) * Self.height, 1)
    let y = top + Self.height * (1 - max(zero, end))
    return "<rect class=\"s\(position % Self.colors)\" x=\"\(percent(x))\""
      + " y=\"\((y * 10).rounded() / 10)\" width=\"\(percent(width))\""
      + " height=\"\((high * 10).rounded() / 10)\" rx=\"2\">\(title(label, position, point))</rect>"
  }

  /// The highest value of each unit as text above the columns, and the base line.
  private var peaks: String {
    var greatest: [String: ChartData.Point] = [:]
    for point in data.groups.flatMap(\.points).compactMap({ $0 })
    where point.value > greatest[point.unit]?.value ?? -.infinity {
      greatest[point.unit] = point
    }
    let texts = greatest.values.sorted { $0.unit < $1.unit }.map(\.text)
    let base = 18 + Self.height * (ranges.keys.map { 1 - share(0, $0) }.min() ?? 1)
    return "<text class=\"faint\" x=\"0\" y=\"11\">"
      + HTMLText.escaped("max " + texts.joined(separator: ", ")) + "</text>"
      + "<line x1=\"0\" x2=\"100%\" y1=\"\(base)\" y2=\"\(base)\"/>"
  }
}
