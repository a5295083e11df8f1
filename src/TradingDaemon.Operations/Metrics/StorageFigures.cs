using System.Diagnostics.Metrics;

namespace TradingDaemon.Operations.Metrics;

/// <summary>Journal and checkpoint.</summary>
internal sealed class StorageFigures
{
    private const long Never = long.MinValue;
    private readonly TimeProvider _clock;
    private readonly Histogram<double> _commit;
    private readonly Histogram<double> _batch;
    private readonly Histogram<double> _checkpoint;
    private long _checkpointTimestamp = Never;
    private long _written;
    private long _failed;

    public StorageFigures(Meter meter, TimeProvider clock)
    {
        _clock = clock;
        _commit = meter.CreateHistogram(MetricNames.Prefix + "journal_commit_seconds", "s", "Time of one durable commit of the journal.", null, Buckets.Disk);
        _batch = meter.CreateHistogram(MetricNames.Prefix + "journal_batch_facts", null, "Facts in one commit of the journal.", null, Buckets.BatchSize);
        _checkpoint = meter.CreateHistogram(MetricNames.Prefix + "checkpoint_duration_seconds", "s", "Time to write one checkpoint.", null, Buckets.Disk);
        meter.CreateObservableGauge(MetricNames.Prefix + "checkpoint_age_seconds", Age, "s", "Time since this process last wrote a checkpoint; absent before the first.");
        meter.CreateObservableCounter(MetricNames.Prefix + "checkpoints_total", Checkpoints, null, "Checkpoints by outcome.");
    }

    public void JournalCommitted(TimeSpan took, int facts)
    {
        _commit.Record(took.TotalSeconds);
        _batch.Record(facts);
    }

    public void CheckpointWritten(TimeSpan took)
    {
        _checkpoint.Record(took.TotalSeconds);
        Interlocked.Increment(ref _written);
        Volatile.Write(ref _checkpointTimestamp, _clock.GetTimestamp());
    }

    public void CheckpointFailed() => Interlocked.Increment(ref _failed);

    private IEnumerable<Measurement<double>> Age()
    {
        var written = Volatile.Read(ref _checkpointTimestamp);
        return written == Never ? [] : [new Measurement<double>(_clock.GetElapsedTime(written).TotalSeconds)];
    }

    private IEnumerable<Measurement<long>> Checkpoints() =>
        [new(Volatile.Read(ref _written), MetricNames.Tag("outcome", "written")), new(Volatile.Read(ref _failed), MetricNames.Tag("outcome", "failed"))];
}
