using MobileNetV2.CodeGen.Emission.BuildSystems;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Emission.BuildSystems;

public class BuildFilesTests
{
    private static readonly BuildFormat[] All = Enum.GetValues<BuildFormat>();

    [Fact]
    public void The_files_of_every_build_system_are_as_reviewed() => MatchGolden("build-files", SampleFirmware.Request(All));

    [Fact]
    public void Constants_in_a_binary_file_and_sections_are_known_to_the_build() => MatchGolden(
        "build-files-incbin",
        SampleFirmware.Request(BuildFormat.CMake, BuildFormat.Make, BuildFormat.Zephyr, BuildFormat.PlatformIO, BuildFormat.CmsisPack) with
        {
            Target = TargetCatalog.Find("stm32h743").Sound(),
            Kernels = KernelSet.Portable,
            Weights = WeightsFormat.IncBin,
            Place = [new(PlacedPart.Arena, "dtcm"), new(PlacedPart.Weights, "flash")],
        });

    [Theory]
    [InlineData("", BuildFormat.CMake, BuildFormat.Make, BuildFormat.Zephyr, BuildFormat.CmsisPack)]
    [InlineData("src/", BuildFormat.Arduino)]
    [InlineData("src/", BuildFormat.CMake, BuildFormat.PlatformIO)]
    public void The_c_lies_once_where_every_asked_system_finds_it(string folder, params BuildFormat[] formats)
    {
        var c = SampleFirmware.Compile(SampleFirmware.Request(formats)).Select(f => f.RelativePath)
            .Where(f => Path.GetExtension(f) is ".c" or ".h").ToArray();

        Assert.All(c, f => Assert.Equal(folder, f[..(f.LastIndexOf('/') + 1)]));
        Assert.Equal(c.Length, c.Distinct().Count());
    }

    [Fact]
    public void The_c_is_the_same_for_every_build_system()
    {
        var some = SampleFirmware.Compile(SampleFirmware.Request(BuildFormat.CMake)).Text("tiny.c");

        Assert.Equal(some, SampleFirmware.Compile(SampleFirmware.Request(All)).Text("src/tiny.c"));
    }

    [Theory]
    [InlineData(WeightsFormat.Bin)]
    [InlineData(WeightsFormat.IncBin)]
    public void An_arduino_library_holds_its_constants_as_c(WeightsFormat weights)
    {
        var outcome = Compiler.Compile(SampleFirmware.Request(BuildFormat.CMake, BuildFormat.Arduino) with { Weights = weights });

        var diagnostic = Assert.Single(outcome.Diagnostics);
        Assert.Equal("MNV5004", diagnostic.Code);
        Assert.Contains($"--weights {OptionNames.Of(weights)}", diagnostic.Message, StringComparison.Ordinal);
    }

    private static void MatchGolden(string name, CompileRequest request)
    {
        var build = request.Emit.SelectMany(f => BuildFiles.Of(f, request.Name)).Select(f => f.Path).ToHashSet();
        Golden.MatchFolder(
            $"tests/MobileNetV2.CodeGen.Tests/Emission/golden/{name}",
            SampleFirmware.Compile(request).Where(f => build.Contains(f.RelativePath)).ToDictionary(f => f.RelativePath, f => f.Text()));
    }
}
