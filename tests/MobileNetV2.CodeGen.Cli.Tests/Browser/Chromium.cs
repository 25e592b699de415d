using System.Diagnostics;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Browser;

/// <summary>A headless Chromium, as Debian's package <c>chromium</c> installs it, without a network.</summary>
public sealed class Chromium : IDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-headless-shell"];

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process? _process;
    private readonly TemporaryFolder _profile = new();
    private readonly string _endpoint = "";

    public Chromium()
    {
        if (FindProgram() is not { } program)
            return;
        var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardOutput = true };
        string[] arguments =
        [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-extensions",
            "--disable-background-networking",
            "--disable-component-update", "--disable-dev-shm-usage", "--proxy-server=127.0.0.1:9", "--remote-debugging-port=0",
            $"--user-data-dir={_profile.FullPath}", "about:blank",
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _endpoint = ReadEndpoint(_process);
    }

    /// <summary>Opens a page in a tab of its own; skips the calling test when there is no Chromium.</summary>
    internal async Task<BrowserPage> OpenAsync(string file, int width = 1280, int height = 900, bool isDark = false)
    {
        Tool.Require(_process is not null, "chromium");
        return await BrowserPage.OpenAsync(new Uri(_endpoint), new Uri(file), width, height, isDark);
    }

    public void Dispose()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
            _process.Dispose();
        }

        _profile.Dispose();
    }

    private static string? FindProgram() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

    private static string ReadEndpoint(Process process)
    {
        const string Mark = "DevTools listening on ";
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
                found.TrySetException(new InvalidOperationException("Chromium ended before it was ready"));
            else if (line.Data.Contains(Mark, StringComparison.Ordinal))
                found.TrySetResult(line.Data[(line.Data.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length)..].Trim());
        };
        process.BeginErrorReadLine();
        return found.Task.WaitAsync(StartLimit).GetAwaiter().GetResult();
    }
}
