using System.Diagnostics;

namespace TradingDaemon.Integration.Tests.Support;

/// <summary>A disk of a few megabytes in memory that can be filled and freed; only where mounting is permitted.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const string Size = "24m";
    private readonly string _path;
    private readonly string _ballast;

    private SmallDisk(string path) => (_path, _ballast) = (path, Path.Combine(path, "ballast"));

    /// <summary>Mounts one, or ignores the test with the reason.</summary>
    public static SmallDisk MountOrIgnore(string path)
    {
        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsLinux()) Assert.Ignore("A small disk is mounted on Linux only.");
        if (Run("mount", "-t", "tmpfs", "-o", $"size={Size}", "tmpfs", path) is { Length: > 0 } refusal) Assert.Ignore($"A small disk cannot be mounted here: {refusal}");
        return new SmallDisk(path);
    }

    /// <summary>Writes until nothing more fits.</summary>
    public void Fill()
    {
        using var file = new FileStream(_ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var block = new byte[65_536]; block.Length > 0;)
        {
            try
            {
                file.Write(block);
            }
            catch (IOException)
            {
                block = block[..(block.Length / 2)]; // smaller and smaller, to the last byte
            }
        }
    }

    public void Free() => File.Delete(_ballast);

    public void Dispose()
    {
        if (Run("umount", _path) is { Length: > 0 } refusal) TestContext.Progress.WriteLine($"{_path} stays mounted: {refusal}");
    }

    // What it complained of, empty when it did what it was asked.
    private static string Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            var complaint = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? "" : complaint.Trim() is { Length: > 0 } told ? told : $"{program} ended with {process.ExitCode}";
        }
        catch (System.ComponentModel.Win32Exception absent)
        {
            return absent.Message;
        }
    }
}
