/// Which way rows go by their time of creation. Of rows of one second the one order is exactly the
/// reverse of the other.
enum TimeOrder: CaseIterable {
  case newestFirst
  case oldestFirst
}
