import JSON

/// The fields of test clocks.
struct TestClockFields: ObjectFields {
  static let table = TestClockFields()
  static let typeName = "test_helpers.test_clock"

  let deletesAfter = FieldKey<Int>("deletes_after")
  let frozenTime = FieldKey<Int>("frozen_time")
  let name = FieldKey<String?>("name")
  let status = FieldKey<TestClockStatus>("status")
  let statusDetails = FieldKey<JSONObject>("status_details")
}

typealias TestClock = ObjectView<TestClockFields>

extension ObjectView<TestClockFields> {
  /// The time that the clock advances to, in Unix seconds; nil where it stands.
  var target: Int? {
    get { self.statusDetails.object("advancing")?["target_frozen_time"]?.integer }
    set {
      self.statusDetails =
        newValue.map { ["advancing": ["target_frozen_time": .integer($0)]] } ?? [:]
    }
  }
}

/// The states of a test clock. Source: the SDK's `TestClock.status`.
enum TestClockStatus: String, FieldWord {
  case advancing
  case internalFailure = "internal_failure"
  case ready

  static let initial = TestClockStatus.ready
}
