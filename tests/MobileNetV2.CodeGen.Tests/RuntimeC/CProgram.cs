using System.Collections.Immutable;
using MobileNetV2.CodeGen.Emission;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.RuntimeC;

/// <summary>A C program of this folder, built with runtime files under sanitizers.
/// A failed check makes it exit with 1 and print its line.</summary>
internal sealed class CProgram : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private readonly string[] _runner;

    public CProgram(string source, params string[] runtimeFiles)
        : this(source, runtimeFiles, ImmutableArray<string>.Empty)
    {
    }

    private CProgram(string source, string[] runtimeFiles, ImmutableArray<string> flags)
    {
        Compile("gcc", ["-O1", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all", .. flags], [source, .. runtimeFiles],
            [source, "test_support.h"]);
        _runner = [_folder.File("program")];
    }

    /// <summary>A program that calls a generated network.</summary>
    /// <param name="isIncluded">The network's own file is part of <paramref name="source"/>.</param>
    public CProgram(string source, CompileResult network, bool isIncluded = false, params string[] flags)
    {
        network.Files.WriteTo(_folder.FullPath);
        var files = Directory.GetFiles(_folder.FullPath, "*.c").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal);
        Compile("gcc", ["-O1", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all", .. flags,
            .. files.Where(f => !isIncluded || f != "net.c")], [source], [source, "test_support.h"]);
        _runner = [_folder.File("program")];
    }

    private CProgram(string source, string[] runtimeFiles, string[] machine, string[] flags)
    {
        Tool.Require(machine[0]);
        Compile("arm-none-eabi-gcc", ["-O2", "-mthumb", "--specs=rdimon.specs", "-Wl,--section-start=.vectors=0",
            "-Wl,--no-warn-rwx-segments", .. flags, "cortex_m_start.c"], [source, .. runtimeFiles], [source, "cortex_m_start.c",
                "test_support.h"]);
        _runner = [.. machine, "-nographic", "-monitor", "none", "-serial", "none", "-semihosting-config", "enable=on,target=native",
            "-kernel", _folder.File("program")];
    }

    /// <summary>The program here, under sanitizers, with the kernels in the form of another core.</summary>
    /// <param name="instructions">One of <see cref="InstructionsInC"/>.</param>
    public static CProgram With(ImmutableArray<string> instructions, string source, params string[] runtimeFiles) =>
        new(source, runtimeFiles, instructions);

    /// <summary>The program on an emulated Cortex-M55: what its vector instructions compute.
    /// It gets no arguments and opens no files.</summary>
    public static CProgram OnCortexM55(string source, params string[] runtimeFiles) => new(
        source, runtimeFiles, ["qemu-system-arm", "-M", "mps3-an547"], ["-mcpu=cortex-m55", "-mfloat-abi=hard"]);

    /// <inheritdoc cref="OnCortexM55"/>
    public static CProgram OnCortexM4(string source, params string[] runtimeFiles) => new(
        source, runtimeFiles, ["qemu-system-arm", "-M", "mps2-an386"], ["-mcpu=cortex-m4", "-mfloat-abi=soft"]);

    /// <summary>The program built for <paramref name="core"/>, which is one whose instructions a Cortex-M3 has.</summary>
    /// <inheritdoc cref="OnCortexM55"/>
    public static CProgram OnCortexM3(string source, string core, params string[] runtimeFiles) => new(
        source, runtimeFiles, ["qemu-system-arm", "-M", "mps2-an385"], [$"-mcpu={core}", "-mfloat-abi=soft"]);

    public string Run(params string[] arguments) => Tool.Run(_folder.FullPath, _runner[0], [.. _runner[1..], .. arguments]);

    public string Write(string name, string text)
    {
        File.WriteAllText(_folder.File(name), text);
        return name;
    }

    public string Write(string name, ReadOnlySpan<byte> bytes)
    {
        File.WriteAllBytes(_folder.File(name), bytes);
        return name;
    }

    public void Dispose() => _folder.Dispose();

    private void Compile(string compiler, string[] flags, string[] files, string[] embedded)
    {
        Tool.Require(compiler);
        foreach (var file in RuntimeLibrary.WithIncludes(files[1..]))
            File.WriteAllText(_folder.File(file), RuntimeLibrary.Text(file));
        foreach (var file in embedded)
            File.WriteAllText(_folder.File(file), Embedded(file));
        Tool.Run(_folder.FullPath, compiler, [.. Tool.StrictC11, .. flags, "-o", "program", .. Sources(files)]);
    }

    private static IEnumerable<string> Sources(string[] files) => files.Where(f => f.EndsWith(".c", StringComparison.Ordinal));

    private static string Embedded(string file)
    {
        using var stream = typeof(CProgram).Assembly.GetManifestResourceStream("runtime-tests/" + file)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
