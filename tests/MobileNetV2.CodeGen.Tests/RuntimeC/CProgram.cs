using MobileNetV2.CodeGen.Emission;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.RuntimeC;

/// <summary>A C program of this folder, built with runtime files under sanitizers. A failed check makes it exit with 1 and print its line.</summary>
internal sealed class CProgram : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CProgram(string source, params string[] runtimeFiles)
    {
        Tool.Require("gcc");
        foreach (var file in RuntimeLibrary.WithIncludes(runtimeFiles))
            File.WriteAllText(_folder.File(file), RuntimeLibrary.Text(file));
        foreach (var file in new[] { source, "test_support.h" })
            File.WriteAllText(_folder.File(file), Embedded(file));
        Tool.Run(
            _folder.FullPath,
            "gcc",
            [.. Tool.StrictC11, "-O1", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-o", "program", source, .. Sources(runtimeFiles)]);
    }

    public string Run(params string[] arguments) => Tool.Run(_folder.FullPath, _folder.File("program"), arguments);

    public string Write(string name, string text)
    {
        File.WriteAllText(_folder.File(name), text);
        return name;
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Sources(string[] files) => files.Where(f => f.EndsWith(".c", StringComparison.Ordinal));

    private static string Embedded(string file)
    {
        using var stream = typeof(CProgram).Assembly.GetManifestResourceStream("runtime-tests/" + file)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
