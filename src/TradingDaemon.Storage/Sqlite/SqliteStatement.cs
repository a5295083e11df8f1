using System.Globalization;
using System.Text;
using SQLitePCL;

namespace TradingDaemon.Storage.Sqlite;

/// <summary>One compiled statement: bind (from 1), step, read (from 0). Reused; money goes in and out as invariant text.</summary>
internal sealed class SqliteStatement(SqliteDatabase database, sqlite3_stmt handle) : IDisposable
{
    private const int StackBytesMax = 256; // ids, symbols and decimals; longer text takes the heap

    /// <summary>Binds a number.</summary>
    public SqliteStatement Bind(int index, long value) => Check(raw.sqlite3_bind_int64(handle, index, value));

    /// <summary>Binds UTF-8 text.</summary>
    public SqliteStatement Bind(int index, ReadOnlySpan<byte> utf8) =>
        Check(utf8.IsEmpty ? raw.sqlite3_bind_text(handle, index, "") : raw.sqlite3_bind_text(handle, index, utf8));

    /// <summary>Binds text, or NULL.</summary>
    public SqliteStatement Bind(int index, string? text)
    {
        if (text is null) return Check(raw.sqlite3_bind_null(handle, index));
        var bytesMax = Encoding.UTF8.GetMaxByteCount(text.Length);
        var bytes = bytesMax <= StackBytesMax ? stackalloc byte[StackBytesMax] : new byte[bytesMax];
        return Bind(index, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
    }

    /// <summary>Binds money, a price or a quantity as text, or NULL.</summary>
    public SqliteStatement Bind(int index, decimal? value)
    {
        if (value is not { } number) return Check(raw.sqlite3_bind_null(handle, index));
        Span<byte> bytes = stackalloc byte[32]; // sign, 29 digits, point
        _ = number.TryFormat(bytes, out var written, default, CultureInfo.InvariantCulture);
        return Bind(index, bytes[..written]);
    }

    /// <summary>Advances to the next row; false when there is none left, after which the statement can be bound anew.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW) return true;
        var fault = code == raw.SQLITE_DONE ? null : database.Fault();
        Reset();
        return fault is null ? false : throw fault;
    }

    /// <summary>Runs a statement that returns no rows; false when a uniqueness rule refused it.</summary>
    public bool TryRun()
    {
        var code = raw.sqlite3_step(handle);
        var fault = code is raw.SQLITE_DONE or raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY ? null : database.Fault();
        Reset();
        return fault is null ? code == raw.SQLITE_DONE : throw fault;
    }

    /// <summary>Makes the statement ready to be bound and run again.</summary>
    public void Reset() => _ = raw.sqlite3_reset(handle);

    /// <summary>Whether the column is NULL.</summary>
    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    /// <summary>The column as a number; 0 when NULL.</summary>
    public long Number(int column) => raw.sqlite3_column_int64(handle, column);

    /// <summary>The column's UTF-8 bytes, valid until the next step; empty when NULL.</summary>
    public ReadOnlySpan<byte> Utf8(int column) => raw.sqlite3_column_blob(handle, column);

    /// <summary>The column as text; empty when NULL.</summary>
    public string Text(int column) => Encoding.UTF8.GetString(Utf8(column));

    /// <summary>The column as a decimal; throws <see cref="InvalidDataException"/> when it is none.</summary>
    public decimal Decimal(int column) =>
        decimal.TryParse(Utf8(column), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new InvalidDataException($"'{Text(column)}' in {database.Path} is no decimal number.");

    /// <summary>The column's UTC ticks as a time; throws <see cref="InvalidDataException"/> when there is no such time.</summary>
    public DateTimeOffset Time(int column) =>
        Number(column) is >= 0 and var ticks && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : throw new InvalidDataException($"{Number(column)} in {database.Path} is no time.");

    /// <summary>The column as a member of an enum by name; throws <see cref="InvalidDataException"/> when it is none.</summary>
    public T Name<T>(int column)
        where T : struct, Enum =>
        Enum.TryParse<T>(Text(column), out var value) && Enum.IsDefined(value)
            ? value
            : throw new InvalidDataException($"'{Text(column)}' in {database.Path} is no {typeof(T).Name}.");

    /// <inheritdoc/>
    public void Dispose() => _ = raw.sqlite3_finalize(handle);

    private SqliteStatement Check(int code) => code == raw.SQLITE_OK ? this : throw database.Fault();
}
