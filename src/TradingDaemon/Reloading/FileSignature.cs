using System.Security.Cryptography;
using System.Text;
using TradingDaemon.Configuration.Sources;

namespace TradingDaemon.Reloading;

/// <summary>
/// What all configuration files hold, as one hash. Their contents are read, not their times: a mounted ConfigMap is changed by swapping a
/// link, which leaves the times of the files in front of it as they were, and a file restored from a copy may be older than the one it replaces.
/// </summary>
internal static class FileSignature
{
    /// <summary>Of every file these inputs name; files that are missing or cannot be read count too.</summary>
    public static string Of(ConfigurationInputs inputs)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            foreach (var file in ConfigurationSources.FilesOf(inputs)) Add(hash, file);
        }
        catch (Exception moving) when (moving is IOException or UnauthorizedAccessException)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(moving.GetType().Name)); // a directory went while it was listed: another look tells
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    private static void Add(IncrementalHash hash, string file)
    {
        var content = Content(file);
        hash.AppendData(Encoding.UTF8.GetBytes($"{file}\n{(content is null ? "none" : content.Length)}\n"));
        if (content is not null) hash.AppendData(content);
    }

    private static byte[]? Content(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllBytes(file) : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
