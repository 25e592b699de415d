using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Emission.BuildSystems;

/// <summary>The rules of csolution layers.</summary>
public class CmsisPackLayerTests
{
    private static readonly string[] Known = ["type", "description", "packs", "components", "define", "add-path", "groups"];

    [Theory]
    [InlineData(WeightsFormat.C, BuildFormat.CmsisPack)]
    [InlineData(WeightsFormat.Bin, BuildFormat.CmsisPack)]
    [InlineData(WeightsFormat.IncBin, BuildFormat.CmsisPack, BuildFormat.PlatformIO)]
    public void The_layer_names_the_component_and_files_that_exist(WeightsFormat weights, params BuildFormat[] formats)
    {
        var files = SampleFirmware.Compile(SampleFirmware.Request(formats) with { Weights = weights });
        var root = Yaml.Parse(files.Text("tiny.clayer.yml"));
        var layer = root.Map("layer");

        Assert.Equal(["layer"], root.Keys());
        Assert.Empty(layer.Keys().Except(Known));
        Assert.Matches("^[^:]+::[^:@]+@>=7[.]0[.]0$", Assert.Single(layer.Texts("packs", "pack")));
        Assert.Equal("ARM::CMSIS:NN Lib", Assert.Single(layer.Texts("components", "component")));
        Assert.Equal("1", Assert.Single(layer.Texts("define", "MNV2_USE_CMSIS_NN")));

        var group = Assert.IsType<YamlDotNet.RepresentationModel.YamlMappingNode>(Assert.Single(layer.List("groups")));
        Assert.Equal(["group", "files"], group.Keys());
        string[] listed = [.. group.Texts("files", "file").Select(f => f["./".Length..])];
        Assert.All(listed, path => Assert.Contains(files, f => f.RelativePath == path));
        Assert.DoesNotContain(listed, f => Path.GetFileName(f).StartsWith("mnv2_arm_", StringComparison.Ordinal));
        Assert.Contains(listed, f =>
            Path.GetDirectoryName(f) == Assert.Single(layer.List("add-path")).ToString().TrimStart('.').TrimStart('/'));
    }

    [Fact]
    public void Portable_kernels_need_no_pack()
    {
        var request = SampleFirmware.Request(BuildFormat.CmsisPack) with { Kernels = KernelSet.Portable };

        var layer = Yaml.Parse(SampleFirmware.Compile(request).Text("tiny.clayer.yml")).Map("layer");

        Assert.Equal(["type", "description", "add-path", "groups"], layer.Keys());
    }
}
