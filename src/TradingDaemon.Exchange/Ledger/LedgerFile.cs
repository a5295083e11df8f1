using System.Globalization;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Ledger;

/// <summary>
/// The exchange's append-only memory on disk.
/// <para>Format: UTF-8, one JSON object a line, each line ended by one line feed. The last field is always <c>"crc"</c>: eight lower-case
/// hex digits of the CRC-32 (as in zip) of all bytes of the line before <c>,"crc":"</c>. Every line starts with <c>"n"</c> (1, 2, 3… without
/// gaps), <c>"at"</c> (UTC, ISO 8601) and <c>"event"</c>. Amounts are JSON numbers to be read as decimals. By event:</para>
/// <list type="bullet">
/// <item><c>opened</c>: version (1). The first line.</item>
/// <item><c>deposited</c>: asset, amount.</item>
/// <item><c>accepted</c>: seq (1, 2, 3… of orders), order, client, symbol, side (buy, sell), kind (market, limit, stop), quantity, price (limit or
/// trigger; 0 for market), lifetime (gtc, ioc, day), postOnly, and expires for day orders.</item>
/// <item><c>executed</c>: seq (1, 2, 3… of executions), execution, order, client, symbol, side, price, quantity, notional (price × quantity ×
/// multiplier), fee, asset (currency of notional and fee), role (maker, taker). Cash of the asset changes by −notional − fee for a buy,
/// +notional − fee for a sell; the holding of the symbol by ±quantity.</item>
/// <item><c>cancelled</c>, <c>expired</c>, <c>rejected</c>: client, reason. The order ends with what it filled before. An order that filled completely
/// has no such line.</item>
/// </list>
/// Each line is handed to the operating system at once, so killing the process loses nothing; <see cref="Commit"/> makes it survive a power cut.
/// </summary>
public sealed class LedgerFile : IDisposable
{
    /// <summary>Version of the line format.</summary>
    public const int Version = 1;

    private readonly FileStream _file;
    private readonly FileStream _lock;
    private readonly LedgerLineWriter _writer = new();
    private readonly bool _fsync;
    private long _line;
    private bool _isDirty;
    private bool _isBroken;
    private (long Sequence, long Line, long Offset) _page = (0, 1, 0);

    private LedgerFile(FileStream file, FileStream @lock, bool fsync) => (_file, _lock, _fsync) = (file, @lock, fsync);

    /// <summary>What opening found.</summary>
    public LedgerRecovery Recovery { get; private set; } = new(0, 0);

    /// <summary>
    /// Opens or creates the file, gives every event of it to <paramref name="apply"/> and cuts off a torn last line. Throws
    /// <see cref="InvalidDataException"/> when an earlier line is corrupt or the format is of a later version, <see cref="IOException"/> when another process writes it (a file beside it, named <c>….lock</c>, is locked while open).
    /// </summary>
    public static LedgerFile Open(string path, bool fsync, DateTimeOffset now, Action<LedgerEvent> apply)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } directory) Directory.CreateDirectory(directory);
        // Locks on Unix are all or nothing, so a file of its own is locked: the ledger itself stays readable to others.
        var exclusive = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
            var ledger = new LedgerFile(file, exclusive, fsync);
            ledger.Recover(path, apply);
            if (ledger._line == 0) ledger.Append(new LedgerEvent.Opened(Version, now));
            return ledger;
        }
        catch
        {
            file?.Dispose();
            exclusive.Dispose();
            throw;
        }
    }

    /// <summary>Writes one event and hands it to the operating system. After an <see cref="IOException"/> every later call throws one too: a half-written line may stand at the end.</summary>
    public void Append(LedgerEvent what)
    {
        if (_isBroken) throw new IOException("The ledger failed to write before; nothing more is accepted until a restart.");
        _isBroken = true; // until the write has returned
        _file.Write(_writer.Write(_line + 1, what));
        _isBroken = false;
        _line++;
        _isDirty = true;
    }

    /// <summary>Makes everything appended so far survive a power cut, when the option is on. Cheap when there is nothing new.</summary>
    public void Commit()
    {
        if (!_isDirty) return;
        if (_fsync) _file.Flush(flushToDisk: true);
        _isDirty = false;
    }

    /// <summary>Executions with a sequence above <paramref name="sequence"/>, oldest first, at most <paramref name="countMax"/>, from the file. Paging on is quick, the first page may read the whole file.</summary>
    public IReadOnlyList<Execution> ExecutionsSince(long sequence, int countMax)
    {
        var found = new List<Execution>();
        var from = sequence >= _page.Sequence ? _page : (Sequence: 0, Line: 1, Offset: 0);
        var reader = ReaderAt(from.Line, from.Offset, out var stream);
        using (stream)
        {
            while (found.Count < countMax && reader.Next() is { } what)
                if (what is LedgerEvent.Executed executed && executed.Execution.Sequence > sequence) found.Add(executed.Execution);
        }

        if (found.Count > 0) _page = (found[^1].Sequence, reader.Line, reader.Offset);
        return found;
    }

    /// <summary>Every event of the newest order with this client id, from the file; empty when there is none. Reads the whole file.</summary>
    public IReadOnlyList<LedgerEvent> EventsOf(string clientOrderId)
    {
        var found = new List<LedgerEvent>();
        var reader = ReaderAt(1, 0, out var stream);
        using (stream)
        {
            while (reader.Next() is { } what)
            {
                if (what is LedgerEvent.Accepted accepted && accepted.Request.ClientOrderId == clientOrderId) found = [accepted];
                else if (what is LedgerEvent.Executed executed && executed.Execution.ClientOrderId == clientOrderId) found.Add(what);
                else if (what is LedgerEvent.Ended ended && ended.ClientOrderId == clientOrderId) found.Add(what);
            }
        }

        return found;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isBroken) Commit();
        _isBroken = true;
        _file.Dispose();
        _lock.Dispose();
        _writer.Dispose();
    }

    private LedgerReader ReaderAt(long line, long offset, out FileStream stream)
    {
        stream = new FileStream(_file.Name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        stream.Position = offset;
        return new LedgerReader(stream, line, offset);
    }

    private void Recover(string path, Action<LedgerEvent> apply)
    {
        var reader = new LedgerReader(_file);
        try
        {
            while (reader.Next() is { } what)
            {
                if (what is LedgerEvent.Opened { Version: > Version } opened)
                    throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"Ledger version {opened.Version} is newer than {Version}."));
                apply(what);
            }
        }
        catch (InvalidDataException fault)
        {
            throw new InvalidDataException($"{path}: {fault.Message}", fault);
        }
        catch (Exception fault) when (fault is InvalidOperationException or KeyNotFoundException)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{path}: ledger line {reader.Line - 1} contradicts the lines before it."), fault);
        }

        Recovery = new LedgerRecovery(reader.Line - 1, _file.Length - reader.Offset);
        if (Recovery.TornBytes > 0) _file.SetLength(reader.Offset);
        _file.Position = reader.Offset;
        _line = Recovery.Events;
    }
}
