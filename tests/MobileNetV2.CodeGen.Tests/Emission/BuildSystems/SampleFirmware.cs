using System.Collections.Immutable;
using MobileNetV2.CodeGen.Emission;
using MobileNetV2.CodeGen.Files;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Emission.BuildSystems;

/// <summary>A network that triples its input, compiled for a board, and the project files of a firmware around it.</summary>
internal static class SampleFirmware
{
    public static CompileRequest Request(params BuildFormat[] formats) =>
        new(TinyPrograms.ConvolutionAndSum().Program.Graph, "tiny", new string('a', 64), TargetCatalog.Find("cortex-m4").Sound())
        {
            Kernels = KernelSet.CmsisNn,
            Emit = [.. formats],
        };

    public static ImmutableArray<GeneratedFile> Compile(CompileRequest request)
    {
        var outcome = Compiler.Compile(request);
        return outcome.Sound().Files;
    }

    /// <summary>Writes the generated files into <c>gen</c> beside the project files.</summary>
    /// <param name="project">A folder of <c>firmware</c>.</param>
    public static TemporaryFolder Write(CompileRequest request, string project)
    {
        var folder = new TemporaryFolder();
        Compile(request).WriteTo(folder.File("gen"));
        foreach (var source in Directory.GetFiles(Sources(".")).Concat(Directory.GetFiles(Sources(project))))
            File.Copy(source, folder.File(Path.GetFileName(source)));
        return folder;
    }

    /// <summary>Builds <c>cmsis/Include</c> and <c>cmsis/libcmsis-nn.a</c> from our own functions:
    /// what an installed CMSIS-NN looks like to a build.</summary>
    public static string MakeCmsisNn(TemporaryFolder folder, string toolchain, params string[] flags)
    {
        var root = folder.File("cmsis");
        var include = Directory.CreateDirectory(Path.Combine(root, "Include")).FullName;
        var ours = RuntimeLibrary.Text("mnv2_cmsis_nn.h");
        var start = ours.IndexOf("#else", StringComparison.Ordinal) + "#else".Length;
        var end = ours.LastIndexOf("#endif\n#endif", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(include, "arm_nnfunctions.h"), $"#pragma once\n{ours[start..end]}");

        string[] sources =
            [.. Directory.GetFiles(folder.File("gen"), "mnv2_*.c", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        Tool.Run(root, toolchain + "gcc", ["-std=c11", "-O1", .. flags, "-c", .. sources]);
        Tool.Run(root, toolchain + "ar", ["rcs", "libcmsis-nn.a", .. sources.Select(s => Path.GetFileNameWithoutExtension(s) + ".o")]);
        return root;
    }

    /// <summary>The exit code of the program on the emulated board is that of its <c>main</c>.</summary>
    public static void RunEmulated(TemporaryFolder folder, string program) => Tool.Run(
        folder.FullPath,
        "qemu-system-arm",
        "-M", "mps2-an386", "-display", "none", "-monitor", "none", "-serial", "none", "-semihosting-config", "enable=on,target=native",
        "-kernel", program);

    public static string Sources(string project) =>
        Golden.FromCheckout($"tests/MobileNetV2.CodeGen.Tests/Emission/BuildSystems/firmware/{project}");
}
