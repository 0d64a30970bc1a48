package zlink.engine.connection;

import zlink.api.ReadCounts;
import zlink.api.WriteCounts;

/** Counts of one connection, each written by its token holders and read by anybody; no two of one moment. */
record ConnectionCounters(long bytesReceived, long bytesSent, WriteCounts writes,
        ReadCounts reads) { }
