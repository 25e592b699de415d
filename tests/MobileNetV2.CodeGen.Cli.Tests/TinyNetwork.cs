using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests;

/// <summary>A MobileNetV2 of 16 x 16 pixels and 3 classes in a temporary folder.</summary>
internal sealed class TinyNetwork : IDisposable
{
    public TinyNetwork()
    {
        Path = Folder.File("tiny.json");
        var made = CliResult.Of("new", "mobilenet_v2", "--width", "0.1", "--resolution", "16", "--classes", "3", "--output", Path);
        Assert.Equal("", made.Error);
    }

    public const int InputBytes = 16 * 16 * 3;

    public const int OutputBytes = 3;

    public TemporaryFolder Folder { get; } = new();

    public string Path { get; }

    public string Input() => Folder.Write("input.bin", [.. Enumerable.Range(0, InputBytes).Select(i => (byte)(i * 7 % 256))]);

    public void Dispose() => Folder.Dispose();
}
