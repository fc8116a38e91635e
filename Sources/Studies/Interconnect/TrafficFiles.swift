/// Who sends to whom in public traffic files that cases name; others are drawn at random.
enum TrafficFiles {
  /// The receiver of each sender, by the name of the file without its ending.
  ///
  /// From the connection matrices of Broadcom/csg-htsim at 841d9e7.
  static let receivers: [String: [Int]] = [
    "perm_16n_16c_2mb": [
      13, 3, 10, 14, 0, 11, 7, 5, 9, 12, 6, 4, 15, 2, 8, 1,
    ],
    "perm_32n_32c_2mb": [
      16, 25, 31, 5, 11, 17, 8, 13, 6, 27, 2, 23, 28, 4, 19, 29, 22, 26, 12, 0, 18, 7, 3, 1, 30,
      24, 10, 20, 21, 15, 14, 9,
    ],
  ]
}
