using System.Text;

namespace TradingDaemon.Storage.Emergency;

/// <summary>What was done about emergencies and by whom, one JSON object a line, append-only and flushed. Never rewritten; a person archives it.</summary>
/// <param name="directory">The store's directory.</param>
public sealed class AuditFile(string directory)
{
    private readonly string _path = Path.Combine(directory, "emergency-audit.jsonl");
    private readonly Lock _gate = new();

    /// <summary>Appends one line. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when the disk refuses.</summary>
    public void Append(string json)
    {
        lock (_gate)
        {
            using var file = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
            file.Write(Encoding.UTF8.GetBytes(json.ReplaceLineEndings(" ") + "\n"));
            file.Flush(flushToDisk: true);
        }
    }
}
