using System.Globalization;
using SQLitePCL;

namespace TradingDaemon.Storage.Sqlite;

/// <summary>Turns SQLite's result codes into exceptions whose words say which file and what to do.</summary>
internal static class SqliteFault
{
    private const int ShortRead = raw.SQLITE_IOERR | (2 << 8);      // the file ends before its own header says
    private const string UnknownFormat = "unsupported file format"; // of the header; has no code of its own
    private const int CorruptFilesystem = raw.SQLITE_IOERR | (33 << 8);

    /// <summary>The exception for a failed call: <see cref="IOException"/> when the disk or another process refused, <see cref="InvalidDataException"/> when the content is wrong.</summary>
    /// <param name="extendedCode">SQLite's extended result code.</param>
    /// <param name="message">SQLite's own words.</param>
    /// <param name="path">The database file.</param>
    public static Exception Of(int extendedCode, string message, string path)
    {
        var told = string.Create(CultureInfo.InvariantCulture, $"SQLite says: {message} (code {extendedCode})");
        if (extendedCode is ShortRead or CorruptFilesystem) return Damaged(path, told);
        return (extendedCode & 0xff) switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new IOException($"The database {path} is locked by another process; end that process or wait until it is done. {told}."),
            raw.SQLITE_FULL => new IOException($"The disk holding the database {path} is full; free some space. {told}."),
            raw.SQLITE_READONLY or raw.SQLITE_PERM => new IOException($"The database {path} cannot be written; check its owner, its permissions and whether the disk is mounted read-only. {told}."),
            raw.SQLITE_CANTOPEN => new IOException($"The database {path} cannot be opened; check that its directory exists and may be written by this user. {told}."),
            raw.SQLITE_IOERR => new IOException($"The disk refused the database {path}; check the disk and the system's log. {told}."),
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => Damaged(path, told),
            raw.SQLITE_ERROR when message.Contains(UnknownFormat, StringComparison.Ordinal) => Damaged(path, told),
            raw.SQLITE_CONSTRAINT => new InvalidDataException($"The database {path} refused a row that breaks its rules. {told}."),
            raw.SQLITE_NOMEM => new InsufficientMemoryException($"No memory left to work on the database {path}."),
            _ => new InvalidOperationException($"The database {path} was used wrongly. {told}."),
        };
    }

    private static InvalidDataException Damaged(string path, string told) =>
        new($"The database {path} is damaged or is no database; move it away and restore it from a copy. {told}.");
}
