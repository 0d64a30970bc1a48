package zlink.engine.connection;

import zlink.api.ReadCounts;
import zlink.api.WriteCounts;

/** Calls to a connection's transport, each count written by token holders and read by anybody; of no one moment. */
record ConnectionCounters(WriteCounts writes, ReadCounts reads) { }
