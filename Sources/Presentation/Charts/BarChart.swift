/// A chart of horizontal bars with a label before each and its value after it.
struct BarChart {
  private let data: ChartData
  private let palette: Palette
  private let ranges: [String: ClosedRange<Double>]
  private let labelWidth: Int
  private let seriesWidth: Int
  private let barWidth: Int
  /// The column in which bars begin, from the left of their area; more than 0 if a value is
  /// negative.
  private let origin: Int

  private static let minBarWidth = 8
  private static let seriesRoles: [TextRole] = [.number, .pending, .good, .key, .failing]

  init(_ data: ChartData, width: Int, palette: Palette) {
    self.data = data
    self.palette = palette
    ranges = data.ranges
    func widest(_ texts: [String]) -> Int { texts.map { DisplayWidth.of($0) }.max() ?? 0 }
    let values = data.groups.flatMap(\.points).compactMap { $0?.text }
    labelWidth = min(widest(data.groups.map(\.label)), max(8, width / 3))
    seriesWidth = min(widest(data.series), max(6, width / 5))
    let margins = labelWidth + 2 + (seriesWidth > 0 ? seriesWidth + 2 : 0) + 1 + widest(values)
    barWidth = max(Self.minBarWidth, width - margins)
    let negative =
      ranges.values.map { range in
        range.lowerBound == range.upperBound
          ? 0 : -range.lowerBound / (range.upperBound - range.lowerBound)
      }.max() ?? 0
    origin = Int((negative * Double(barWidth)).rounded())
  }

  /// Draws a line for each point of each group.
  func draw(into output: inout OutputBuffer) {
    for group in data.groups {
      var label = TerminalText.truncated(group.label, to: labelWidth)
      let shown = group.points.enumerated().filter { $0.element != nil }
      if shown.isEmpty { output.appendLine(label) }
      for (position, point) in shown {
        guard let point else { continue }
        output.appendLine(line(label, position, point))
        label = ""
      }
    }
  }

  private func line(_ label: String, _ position: Int, _ point: ChartData.Point) -> String {
    var line = TerminalText.padded(label, to: labelWidth, .left) + "  "
    if seriesWidth > 0 {
      let name = TerminalText.truncated(data.series[position], to: seriesWidth)
      line += TerminalText.padded(name, to: seriesWidth, .left) + "  "
    }
    let bar = bar(point)
    let role = Self.seriesRoles[position % Self.seriesRoles.count]
    line += String(repeating: " ", count: bar.indent)
    line += palette.paint(bar.text, role)
    return line + (bar.text.isEmpty ? "" : " ") + point.text
  }

  private func bar(_ point: ChartData.Point) -> (indent: Int, text: String) {
    let length = abs(point.value) * scale(of: point.unit)
    guard point.value < 0 else { return (origin, Self.blocks(length)) }
    let whole = min(origin, max(1, Int(length.rounded())))
    return (origin - whole, String(repeating: "█", count: whole))
  }

  /// Returns the number of columns per unit of value; the same for positive and negative values.
  private func scale(of unit: String) -> Double {
    guard let range = ranges[unit] else { return 0 }
    let sides = [
      (range.upperBound, Double(barWidth - origin)), (-range.lowerBound, Double(origin)),
    ]
    return sides.filter { $0.0 > 0 }.map { $0.1 / $0.0 }.min() ?? 0
  }

  /// Returns full blocks and a partial one in eighths; a positive length has at least one eighth.
  private static func blocks(_ length: Double) -> String {
    let eighths = length > 0 ? max(1, Int((length * 8).rounded())) : 0
    let rest = eighths % 8
    return String(repeating: "█", count: eighths / 8) + (rest == 0 ? "" : parts[rest - 1])
  }

  private static let parts = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
}
