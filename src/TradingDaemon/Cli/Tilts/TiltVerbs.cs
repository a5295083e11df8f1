using System.CommandLine;
using System.Text.Json;
using TradingDaemon.Cli.Calls;
using TradingDaemon.Cli.Context;
using TradingDaemon.Configuration;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Operations.Tilts;

namespace TradingDaemon.Cli.Tilts;

/// <summary><c>tilt journal</c>: keeps what a person writes about a strategy on tilt, which stages of recovery may ask for.</summary>
internal sealed class TiltVerbs(ConfigurationOptions options, Surroundings surroundings)
{
    private const string StandardInput = "-";
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(10);

    private readonly Argument<string> _strategy = new("strategy") { Description = "Which, as status shows it." };
    private readonly Argument<string?> _input = new("input") { Description = "- reads the text from standard input.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _text = new("--text") { Description = "What is written.", HelpName = "text" };
    private readonly Option<string?> _file = new("--file") { Description = "A file with it.", HelpName = "path" };
    private readonly Option<string?> _by = new("--by") { Description = "Who writes, for the record; your user name by default.", HelpName = "text" };
    private readonly Option<string?> _url = new("--url") { Description = "Where the daemon listens; as configured by default.", HelpName = "address" };
    private readonly Option<bool> _json = new("--json") { Description = "Prints the answer as one JSON object." };

    /// <summary>The verbs for the command line.</summary>
    public Command Build()
    {
        var journal = new Command("journal", "Has a running daemon keep what you write about a strategy on tilt, with your name and the time; exit code 1 when it does not.") { _strategy, _input, _text, _file, _by, _url, _json };
        journal.SetAction(WriteAsync);
        return new Command("tilt", "Strategies on tilt; status lists them.") { journal };
    }

    private async Task<int> WriteAsync(ParseResult result, CancellationToken stopping)
    {
        var report = options.Peek(result);
        if (!ListeningAddress.TryFind(result.GetValue(_url), report.InForce, out var uri, out var wrong)) return await surroundings.RefuseAsync(wrong, ExitCode.Misused);
        var (text, why) = await TextAsync(result, stopping);
        if (text is null) return await surroundings.RefuseAsync(why, ExitCode.Misused);
        var request = new TiltJournalRequest(result.GetValue(_strategy)!, text, result.GetValue(_by) ?? surroundings.User);
        var answer = await new DaemonCall(uri, report.ValueOf("operations:apiKey")).AskAsync(
            HttpMethod.Post, "api/v1/tilt/journal", JsonSerializer.SerializeToUtf8Bytes(request, TiltJournalJson.Default.TiltJournalRequest), TiltJournalJson.Default.TiltJournalAnswer, AnswerMax, "that keeps a journal of tilt", stopping);
        if (result.GetValue(_json)) await surroundings.Output.WriteLineAsync(JsonSerializer.Serialize(answer, TiltJournalJson.Default.TiltJournalAnswer));
        else await (answer.IsDone ? surroundings.Output : surroundings.Error).WriteLineAsync(answer.IsDone ? answer.Message : $"error: {answer.Message}");
        return answer.IsDone ? ExitCode.Done : ExitCode.Failed;
    }

    private async Task<(string? Text, string Why)> TextAsync(ParseResult result, CancellationToken stopping)
    {
        var (text, file, input) = (result.GetValue(_text), result.GetValue(_file), result.GetValue(_input));
        if (new[] { text, file, input }.Count(static one => one is not null) != 1) return (null, "Say the text in one way: --text, --file, or - for standard input.");
        if (text is not null) return (text, "");
        if (file is null && input != StandardInput) return (null, $"\"{input}\" is neither an option nor -, which reads standard input.");
        try
        {
            await using var stream = file is null or StandardInput ? surroundings.OpenInput() : File.OpenRead(Path.GetFullPath(file, surroundings.CurrentDirectory));
            return await ReadAsync(stream, stopping) is { } read ? (read, "") : (null, $"It is longer than {TiltJournal.TextMax} characters, which is the most that is kept.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return (null, $"The text cannot be read: {unreadable.Message}");
        }
    }

    // No more than is taken, whatever is piped in; null for more.
    private static async Task<string?> ReadAsync(Stream stream, CancellationToken stopping)
    {
        using var reader = new StreamReader(stream);
        var buffer = new char[TiltJournal.TextMax + 1];
        var read = await reader.ReadBlockAsync(buffer, stopping);
        return read > TiltJournal.TextMax ? null : new string(buffer, 0, read);
    }
}
