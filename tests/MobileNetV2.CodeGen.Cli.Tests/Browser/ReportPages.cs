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
        Plan(model, "layers", "layers");
        Plan(model, "stream", "stream");
        Plan(model, "stream", "rows", "--input-mode", "rows");
        Make("plan", model, "--target", "stm32h743", "--schedule", "layers", "--place", "arena=sram3,arena=sram1", "--html",
            _folder.File("regions.html"));
        var gate = Golden.FromCheckout("tests/MobileNetV2.CodeGen.Cli.Tests/Errors/cases/MNV7041-gate");
        Make("error", $"{gate}/int8.json", "--against", $"{gate}/net.json", "--samples", $"{gate}/samples.bin",
            "--target", "cortex-m4", "--html", _folder.File("error.html"));
        Make("compare", LayersJson, _folder.File("stream.json"), "--html", _folder.File("compare.html"));
    }

    internal string LayersJson => _folder.File("layers.json");

    internal Task<BrowserPage> OpenStreamAsync(int width = 1280, int height = 900, bool isDark = false) =>
        _browser.Value.OpenAsync(_folder.File("stream.html"), width, height, isDark);

    /// <param name="name"><c>layers</c>, <c>stream</c>, <c>rows</c>, <c>regions</c>, <c>error</c> or <c>compare</c>.</param>
    internal Task<BrowserPage> OpenAsync(string name, int width, int height) =>
        _browser.Value.OpenAsync(_folder.File(name + ".html"), width, height);

    internal Task<BrowserPage> OpenComparisonAsync(int width = 1280, int height = 900) =>
        _browser.Value.OpenAsync(_folder.File("compare.html"), width, height);

    internal Task<BrowserPage> OpenFileAsync(string path) => _browser.Value.OpenAsync(path);

    public void Dispose()
    {
        if (_browser.IsValueCreated)
            _browser.Value.Dispose();
        _folder.Dispose();
    }

    private void Plan(string model, string schedule, string name, params string[] more) =>
        File.WriteAllText(
            _folder.File(name + ".json"),
            Make(["plan", model, "--target", "cortex-m7", "--schedule", schedule, "--json", "--html",
                _folder.File(name + ".html"), .. more]));

    private static string Make(params string[] command)
    {
        var made = CliResult.Of(command);
        Assert.True(made.ExitCode == 0, made.Error);
        return made.Out;
    }
}
