using TradingDaemon.Benchmarks.Machine;
using TradingDaemon.Benchmarks.Reading;
using TradingDaemon.Benchmarks.Reporting;
using TradingDaemon.Venues.Kraken;

namespace TradingDaemon.Benchmarks.Verbs;

/// <summary><c>wire-reading</c>: a venue's frame to the event all venues share, per second and core, beside a JSON document of the same frame.</summary>
internal sealed class WireReadingBench : IBench
{
    private const double QuotesMin = 1_000_000;
    private const double BooksMin = 300_000;
    private const double BytesMax = 200;
    private const int Passes = 5;
    private const int Rounds = 16; // between two looks at the clock

    private static readonly (string What, Func<byte[][]> Frames, double RateMin)[] Kinds =
        [("ticker", MadeFrames.Tickers, QuotesMin), ("trade", MadeFrames.Trades, QuotesMin), ("book update, 10 levels", MadeFrames.Books, BooksMin)];

    /// <inheritdoc/>
    public string Verb => "wire-reading";

    /// <inheritdoc/>
    public string Summary => "A venue's frame to the event all venues share: tickers, trades, books with their checksum; beside JsonDocument.";

    /// <inheritdoc/>
    public Task<BenchReport> RunAsync(BenchRun run, CancellationToken stopping)
    {
        using var pinned = OneCore.Pin();
        var figures = new List<Figure>();
        foreach (var (what, make, rateMin) in Kinds)
        {
            stopping.ThrowIfCancellationRequested();
            run.Say(what);
            var frames = make();
            var time = TimeSpan.FromMilliseconds(run.Choose(500, 150));
            var (rate, bytes) = Measure(frames, Reader(frames), time);
            var (otherRate, otherBytes) = Measure(frames, new DocumentReading().Read, time);
            figures.Add(Figure.Judged($"{what} read", Words.Text($"≥ {Words.Count(rateMin)} a second"), Words.Text($"{Words.Count(rate)} a second"), rate >= rateMin, rate, "1/s", Words.Text($"JsonDocument {Words.Count(otherRate)}")));
            figures.Add(Figure.Judged($"{what} allocated", Words.Text($"≤ {BytesMax:0} B each"), Words.Text($"{bytes:0.#} B"), bytes <= BytesMax, bytes, "B", Words.Text($"JsonDocument {otherBytes:0} B")));
        }

        return Task.FromResult(new BenchReport(Verb, figures,
        [
            Words.Text($"Per second of one core's time, whatever else the machine does; the best of {Passes} passes, each over {MadeFrames.Tickers().Length} different frames again and again. Read means: bytes to the event with symbol and time, and its prices and sizes as decimals; of a book also the copy with the difference put in and its CRC-32 compared, every one of which held."),
            "The alternative reads the same fields of the same frames with JsonDocument, and of books the levels only: it keeps no copy and proves nothing.",
        ], []));
    }

    private static Action<byte[]> Reader(byte[][] frames)
    {
        var (reader, sink) = (new KrakenReader(), new ReadSink());
        foreach (var frame in frames) reader.Read(frame, default, sink);
        if (sink.Events != frames.Length || sink.Proven is > 0 and var proven && proven != frames.Length) throw new InvalidOperationException("A frame was not read, or a book not proven.");
        return frame => reader.Read(frame, default, sink);
    }

    private static (double Rate, double Bytes) Measure(byte[][] frames, Action<byte[]> read, TimeSpan time)
    {
        Pass(frames, read, time); // compiles
        var best = default((double Rate, double Bytes));
        for (var i = 0; i < Passes; i++)
        {
            var pass = Pass(frames, read, time);
            if (pass.Rate > best.Rate) best = pass;
        }

        return best;
    }

    private static (double Rate, double Bytes) Pass(byte[][] frames, Action<byte[]> read, TimeSpan time)
    {
        var (allocatedBefore, startedAt, used, count) = (GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime, TimeSpan.Zero, 0L);
        for (; used < time; used = Environment.CpuUsage.TotalTime - startedAt)
        {
            for (var i = 0; i < Rounds; i++)
                foreach (var frame in frames) read(frame);
            count += Rounds * frames.Length;
        }

        return (count / used.TotalSeconds, (GC.GetAllocatedBytesForCurrentThread() - allocatedBefore) / (double)count);
    }
}
