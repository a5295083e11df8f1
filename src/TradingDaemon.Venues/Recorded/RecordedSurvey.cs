namespace TradingDaemon.Venues.Recorded;

/// <summary>What a set of recorded files holds, learnt by reading them once before the run.</summary>
/// <param name="Files">One entry a file, in the order the files were named.</param>
public sealed record RecordedSurvey(IReadOnlyList<RecordedFileSurvey> Files)
{
    /// <summary>Readable rows of all files.</summary>
    public long Rows => Files.Sum(static f => f.Rows);

    /// <summary>Rows of all files that will be skipped.</summary>
    public long RowsMalformed => Files.Sum(static f => f.RowsMalformed);

    /// <summary>Earliest stamp of all files, UTC; null without rows.</summary>
    public DateTimeOffset? FirstTime => Files.Min(static f => f.FirstTime);

    /// <summary>Latest stamp of all files, UTC; null without rows.</summary>
    public DateTimeOffset? LastTime => Files.Max(static f => f.LastTime);

    /// <summary>
    /// Reads every file once, several at a time, and forgets the rows. Throws <see cref="FileNotFoundException"/> and
    /// <see cref="InvalidDataException"/> in words for the user, <see cref="OperationCanceledException"/> when cancelled.
    /// </summary>
    /// <param name="paths">Files to read, at least one.</param>
    /// <param name="progress">Told now and then how far it is, from any thread; null when nobody asks.</param>
    /// <param name="stopping">Cancels.</param>
    public static RecordedSurvey Take(IReadOnlyList<string> paths, IProgress<RecordedProgress>? progress = null, CancellationToken stopping = default)
    {
        if (paths.Count == 0) throw new ArgumentException("Name at least one market data file.", nameof(paths));
        var files = new RecordedFileSurvey[paths.Count];
        var consumed = new long[paths.Count];
        var bytesTotal = paths.Sum(static p => File.Exists(p) ? new FileInfo(p).Length : 0);
        var parallel = new ParallelOptions { CancellationToken = stopping, MaxDegreeOfParallelism = Environment.ProcessorCount };
        try
        {
            Parallel.For(0, paths.Count, parallel, index =>
            {
                void OnBytes(long bytes)
                {
                    Volatile.Write(ref consumed[index], bytes);
                    progress?.Report(new RecordedProgress(SumOf(consumed), bytesTotal));
                }

                files[index] = FileSurveyor.Survey(paths[index], OnBytes, stopping);
            });
        }
        catch (AggregateException several)
        {
            // Each file may have its own fault; the first named one is what the user can act on.
            throw several.InnerExceptions[0] switch
            {
                FileNotFoundException missing => new FileNotFoundException(missing.Message, missing.FileName, missing),
                InvalidDataException invalid => new InvalidDataException(invalid.Message, invalid),
                var other => new IOException($"Market data could not be read: {other.Message}", other),
            };
        }

        return new RecordedSurvey(files);
    }

    private static long SumOf(long[] consumed)
    {
        long sum = 0;
        for (var i = 0; i < consumed.Length; i++) sum += Volatile.Read(ref consumed[i]);
        return sum;
    }
}
