using System.Text.Json;
using TradingDaemon.Benchmarks.Machine;
using TradingDaemon.Benchmarks.Reading;
using TradingDaemon.Benchmarks.Reporting;

namespace TradingDaemon.Benchmarks.Verbs;

/// <summary><c>wire-reading</c>: a venue's frame to the event all venues share, per second and core, beside a JSON document of the same frame.</summary>
internal sealed class WireReadingBench : IBench
{
    private const double QuotesMin = 1_000_000;
    private const double BooksMin = 300_000;
    private const double BytesMax = 200;
    private const int Passes = 5;
    private const int Rounds = 16; // between two looks at the clock

    private static readonly IMadeVenue[] Venues = [new MadeKraken(), new MadeCoinbase(), new MadeBinance(), new MadeAlpaca()];

    private static readonly (string What, Func<IMadeVenue, byte[][]> Frames, double RateMin)[] Kinds =
        [("ticker", MadeMarket.Tickers, QuotesMin), ("trade", MadeMarket.Trades, QuotesMin), ("book update, 10 levels", MadeMarket.Books, BooksMin)];

    /// <inheritdoc/>
    public string Verb => "wire-reading";

    /// <inheritdoc/>
    public string Summary => "A venue's frame to the event all venues share: tickers, trades, books with their proof, of each venue that streams; beside JsonDocument.";

    /// <inheritdoc/>
    public Task<BenchReport> RunAsync(BenchRun run, CancellationToken stopping)
    {
        using var pinned = OneCore.Pin();
        var figures = new List<Figure>();
        var time = TimeSpan.FromMilliseconds(run.Choose(500, 150));
        foreach (var venue in Venues)
        {
            foreach (var (kind, make, rateMin) in Kinds)
            {
                stopping.ThrowIfCancellationRequested();
                var what = $"{venue.Name} {kind}";
                run.Say(what);
                var frames = make(venue);
                var (rate, bytes) = Measure(frames, Reader(venue, frames), time);
                var (otherRate, otherBytes) = Measure(frames, Document(venue), time);
                figures.Add(Figure.Judged($"{what} read", Words.Text($"≥ {Words.Count(rateMin)} a second"), Words.Text($"{Words.Count(rate)} a second"), rate >= rateMin, rate, "1/s", Words.Text($"JsonDocument {Words.Count(otherRate)}")));
                figures.Add(Figure.Judged($"{what} allocated", Words.Text($"≤ {BytesMax:0} B each"), Words.Text($"{bytes:0.#} B"), bytes <= BytesMax, bytes, "B", Words.Text($"JsonDocument {otherBytes:0} B")));
            }
        }

        return Task.FromResult(new BenchReport(Verb, figures,
        [
            Words.Text($"Per second of one core's time, whatever else the machine does; the best of {Passes} passes, each over {MadeMarket.Count} different frames again and again. Read means: bytes to the event with symbol and time, and its prices and sizes as decimals; of a book also the copy with the difference put in and the venue's proof looked at (checksum, number of the frame, number of the update; Alpaca has none), every one of which held."),
            "The alternative reads the same fields of the same frames with JsonDocument, and of books the levels only: it keeps no copy and proves nothing.",
        ], []));
    }

    private static Action<byte[]> Reader(IMadeVenue venue, byte[][] frames)
    {
        var (reader, sink) = (venue.Reader(), new ReadSink());
        foreach (var frame in frames) reader.Read(frame, default, sink);
        if (sink.Events != frames.Length) throw new InvalidOperationException($"A frame of {venue.Name} was not read.");
        return frame => reader.Read(frame, default, sink);
    }

    private static Action<byte[]> Document(IMadeVenue venue)
    {
        var sum = 0m;
        return frame =>
        {
            using var document = JsonDocument.Parse(frame);
            sum += venue.Sum(document.RootElement);
        };
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
