using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Browser;

/// <summary>One browser and the pages of one network, made as a user makes them.</summary>
public sealed class ReportPages : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<Chromium> _browser = new();

    public ReportPages()
    {
        var model = _folder.File("person.json");
        Make("new", "mobilenet_v2", "--width", "0.35", "--resolution", "96", "--classes", "2", "--output", model);
        Plan(model, "layers", LayersJson);
        Plan(model, "stream", StreamJson);
        Make("compare", LayersJson, StreamJson, "--html", _folder.File("compare.html"));
    }

    internal string LayersJson => _folder.File("layers.json");

    private string StreamJson => _folder.File("stream.json");

    internal Task<BrowserPage> OpenStreamAsync(int width = 1280, int height = 900, bool isDark = false) =>
        _browser.Value.OpenAsync(_folder.File("stream.html"), width, height, isDark);

    internal Task<BrowserPage> OpenComparisonAsync(int width = 1280, int height = 900) => _browser.Value.OpenAsync(_folder.File("compare.html"), width, height);

    internal Task<BrowserPage> OpenFileAsync(string path) => _browser.Value.OpenAsync(path);

    public void Dispose()
    {
        if (_browser.IsValueCreated)
            _browser.Value.Dispose();
        _folder.Dispose();
    }

    private void Plan(string model, string schedule, string json) =>
        File.WriteAllText(json, Make("plan", model, "--target", "cortex-m7", "--schedule", schedule, "--json", "--html", _folder.File(schedule + ".html")));

    private static string Make(params string[] command)
    {
        var made = CliResult.Of(command);
        Assert.True(made.ExitCode == 0, made.Error);
        return made.Out;
    }
}
