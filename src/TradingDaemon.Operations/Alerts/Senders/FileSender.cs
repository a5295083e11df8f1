using System.Text.Json;
using TradingDaemon.Operations.Alerts.Delivery;

namespace TradingDaemon.Operations.Alerts.Senders;

/// <summary>Appends notices to a file, one JSON object a line. A file that is full becomes <c>name.1</c>, and so on; the oldest goes.</summary>
/// <param name="path">The file.</param>
/// <param name="fileBytesMax">How long it may grow; above zero.</param>
/// <param name="daemon">Who says so.</param>
public sealed class FileSender(string path, long fileBytesMax, string daemon) : IAlertSender
{
    /// <summary>Files kept beside the one that is written to.</summary>
    public const int OlderKept = 4;

    /// <inheritdoc/>
    public Task<SendResult> SendAsync(AlertNotice notice, CancellationToken stopping) => Task.Run(() => Append(notice), stopping); // a disk that hangs must hang here

    private SendResult Append(AlertNotice notice)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(NoticeDocument.Of(notice, daemon), NoticeJson.Default.NoticeDocument), (byte)'\n'];
        try
        {
            if (Path.GetDirectoryName(path) is { Length: > 0 } directory) Directory.CreateDirectory(directory);
            if (new FileInfo(path) is { Exists: true, Length: > 0 } written && written.Length + line.Length > fileBytesMax) Rotate();
            using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            file.Write(line);
            return new SendResult.Sent();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new SendResult.TryAgain(refused.Message);
        }
    }

    private void Rotate()
    {
        for (var age = OlderKept - 1; age >= 1; age--)
            if (File.Exists($"{path}.{age}")) File.Move($"{path}.{age}", $"{path}.{age + 1}", overwrite: true);
        File.Move(path, $"{path}.1", overwrite: true);
    }
}
