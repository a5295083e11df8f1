using System.Globalization;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Ledger;

/// <summary>
/// The exchange's append-only memory on disk.
/// <para>Format: UTF-8, one JSON object a line, each line ended by one line feed. The last field is always <c>"crc"</c>: eight lower-case
/// hex digits of the CRC-32 (as in zip) of all bytes of the line before <c>,"crc":"</c>. Every line starts with <c>"n"</c> (1, 2, 3… without
/// gaps), <c>"at"</c> (UTC, ISO 8601) and <c>"event"</c>. Amounts are JSON numbers to be read as decimals. By event:</para>
/// <list type="bullet">
/// <item><c>opened</c>: version (2; 1 before there were accounts). The first line, and again where a later version goes on.</item>
/// <item><c>deposited</c>, <c>withdrawn</c>: asset, amount (signed); or symbol, amount when a holding moved instead of cash.</item>
/// <item><c>accepted</c>: seq (1, 2, 3… of orders), order, client (empty for an order placed by hand), symbol, side (buy, sell), kind (market, limit, stop),
/// quantity, price (limit or trigger; 0 for market), lifetime (gtc, ioc, fok, day), postOnly, selfTrade where asked for, and expires for day orders.</item>
/// <item><c>executed</c>: seq (1, 2, 3… of the account's executions), execution, order, client, symbol, side, price, quantity, notional (price × quantity ×
/// multiplier), fee, asset (currency of the notional), role (maker, taker); feeFrom (base, third) and feeAsset where the fee is not paid in asset; counterparty
/// and counterSeq where another account stands on the other side; reverses (a seq) where it undoes an earlier execution, rebates (a seq) where it gives back
/// fee of one and has no quantity: then no order trades. Cash of asset changes
/// by −notional for a buy, +notional for a sell; the holding of symbol by ±quantity; then the fee leaves the cash of asset, or the holding
/// (feeFrom base), or the cash of feeAsset (feeFrom third).</item>
/// <item><c>replaced</c>: order, client, quantity, price, keepsPriority.</item>
/// <item><c>cancelled</c>, <c>expired</c>, <c>rejected</c>: order (absent in version 1), client, reason. The order ends with what it filled before. An order that
/// filled completely has no such line.</item>
/// <item><c>forgotten</c>: order, client. The exchange lost its record: the order exists no more.</item>
/// <item><c>halted</c>, <c>resumed</c>: symbol.</item>
/// </list>
/// A line with <c>account</c> is of that account, else of the one named main, or of all. Two lines of one act are written at once, the first with
/// <c>more</c>: without the second it is torn.
/// Each line is handed to the operating system at once, so killing the process loses nothing; <see cref="Commit"/> makes it survive a power cut.
/// </summary>
public sealed class LedgerFile : IDisposable
{
    /// <summary>Version of the line format.</summary>
    public const int Version = 2;

    /// <summary>The account of a line that names none.</summary>
    public const string DefaultAccount = LedgerWords.DefaultAccount;

    private readonly FileStream _file;
    private readonly FileStream _lock;
    private readonly LedgerLineWriter _writer = new();
    private readonly bool _fsync;
    private long _line;
    private bool _isDirty;
    private bool _isBroken;
    private int _version;
    private readonly Dictionary<string, (long Sequence, long Line, long Offset)> _pages = new(StringComparer.Ordinal); // one an account

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
            if (ledger._version < Version) ledger.Append(new LedgerEvent.Opened(Version, now));
            return ledger;
        }
        catch
        {
            file?.Dispose();
            exclusive.Dispose();
            throw;
        }
    }

    /// <summary>Writes one event, or two of one act, and hands it to the operating system. After an <see cref="IOException"/> every later call throws one too: a half-written line may stand at the end.</summary>
    public void Append(LedgerEvent what, LedgerEvent? second = null)
    {
        if (_isBroken) throw new IOException("The ledger failed to write before; nothing more is accepted until a restart.");
        _isBroken = true; // until the write has returned
        _file.Write(_writer.Write(_line + 1, what, second));
        _isBroken = false;
        _line += second is null ? 1 : 2;
        _isDirty = true;
    }

    /// <summary>Makes everything appended so far survive a power cut, when the option is on. Cheap when there is nothing new.</summary>
    public void Commit()
    {
        if (!_isDirty) return;
        if (_fsync) _file.Flush(flushToDisk: true);
        _isDirty = false;
    }

    /// <summary>Executions of an account with a sequence above <paramref name="sequence"/>, oldest first, at most <paramref name="countMax"/>, from the file. Paging on is quick, the first page may read the whole file.</summary>
    public IReadOnlyList<Execution> ExecutionsSince(string account, long sequence, int countMax)
    {
        var found = new List<Execution>();
        var from = _pages.TryGetValue(account, out var page) && sequence >= page.Sequence ? page : (Sequence: 0, Line: 1, Offset: 0);
        var reader = ReaderAt(from.Line, from.Offset, out var stream);
        using (stream)
        {
            while (found.Count < countMax && reader.Next() is { } what)
                if (what is LedgerEvent.Executed { Execution: var execution } && execution.Account == account && execution.Sequence > sequence) found.Add(execution);
        }

        if (found.Count > 0) _pages[account] = (found[^1].Sequence, reader.Line, reader.Offset);
        return found;
    }

    /// <summary>Every event of an account, oldest first, from the file.</summary>
    public IEnumerable<LedgerEvent> EventsOf(string account)
    {
        var reader = ReaderAt(1, 0, out var stream);
        using (stream)
        {
            while (reader.Next() is { } what)
                if (what.Account == account) yield return what;
        }
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
        LedgerEvent? first = null;
        var whole = (reader.Line, reader.Offset);
        try
        {
            while (reader.Next() is { } what)
            {
                if (what is LedgerEvent.Opened opened) _version = Known(opened.Version);
                if (first is not null) apply(first);
                first = reader.HasSecond ? what : null; // nothing happened until its second line is read too
                if (first is not null) continue;
                apply(what);
                whole = (reader.Line, reader.Offset);
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

        Recovery = new LedgerRecovery(whole.Line - 1, _file.Length - whole.Offset);
        if (Recovery.TornBytes > 0) _file.SetLength(whole.Offset);
        _file.Position = whole.Offset;
        _line = Recovery.Events;
    }

    private static int Known(int version) => version <= Version
        ? version
        : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"Ledger version {version} is newer than {Version}."));
}
