using System.Collections.Immutable;
using MobileNetV2.CodeGen.Simulation.Building;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Simulation.Tests.Building;

public sealed class SourceCompilerTests : IDisposable
{
    private const string Kernel = "model/mnv2_kernel.c";

    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [SkippableFact]
    public void What_no_network_decides_is_compiled_once()
    {
        var first = Compile();

        Assert.Equal(Kernel + ".o", first[0]);
        Assert.True(Path.IsPathFullyQualified(Compile()[0]), "the second build made it again");
    }

    [SkippableTheory]
    [InlineData("-O2", "int twice(int x);", "-DMNV2_FAST=1")]
    [InlineData("-O1", "int twice(int x); /* other */", "-DMNV2_FAST=1")]
    [InlineData("-O1", "int twice(int x);", "-DMNV2_FAST=0")]
    public void What_decides_its_bytes_makes_another_one(string level, string header, string macro)
    {
        Compile();

        Assert.Equal(Kernel + ".o", Compile(level, header, macro)[0]);
    }

    [SkippableFact]
    public void A_macro_by_the_name_of_a_network_makes_none()
    {
        Compile();

        Assert.True(Path.IsPathFullyQualified(Compile(macro: "-DMNV2_FAST=1", network: "-DNET_ARENA_EXTERNAL=1")[0]));
    }

    [SkippableFact]
    public void The_files_of_a_network_are_compiled_each_time()
    {
        Compile();

        Assert.Equal(["model/net.c.o", "model/mnv2_uses_net.c.o"], Compile()[1..]);
    }

    [SkippableFact]
    public void A_home_that_cannot_be_written_to_is_no_error()
    {
        File.WriteAllText(_home.File("cache"), "a file where the folder should be");

        Assert.Equal(Kernel + ".o", Compile()[0]);
    }

    private string[] Compile(
        string level = "-O1", string header = "int twice(int x);", string macro = "-DMNV2_FAST=1", string network = "-DNET_RUNS=1")
    {
        Tool.Require("gcc");
        using var folder = new SimulationFolder();
        folder.Write("harness/mnv2_on_step.h", "");
        folder.Write("model/mnv2_kernel.h", header);
        folder.Write(Kernel, "#include \"mnv2_kernel.h\"\nint twice(int x) { return x + x; }\n");
        folder.Write("model/net.h", "int net(void);");
        folder.Write("model/net.c", "#include \"net.h\"\nint net(void) { return 1; }\n");
        folder.Write("model/mnv2_uses_net.c", "#include \"net.h\"\nint uses(void) { return net(); }\n");

        ImmutableArray<string> flags = ["-Imodel", level, macro, network];
        var cache = new ObjectCache(new(_home.File("cache"), ".o"), folder, "gcc", "of this machine", flags);
        var objects = new SourceCompiler("gcc", flags, folder)
            .CompileAsync([Kernel, "model/net.c", "model/mnv2_uses_net.c"], cache, CancellationToken.None).Result;

        return [.. objects.Sound()];
    }
}
