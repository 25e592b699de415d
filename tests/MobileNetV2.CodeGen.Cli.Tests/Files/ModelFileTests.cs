using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Files;

public sealed class ModelFileTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly string _path;
    private readonly string _weights;

    public ModelFileTests()
    {
        _path = _temporary.File("net.json");
        _weights = _temporary.File("net.safetensors");
        CliResult.Of("new", "mobilenet_v2", "--width", "0.1", "--resolution", "8", "--classes", "2", "--output", _path);
    }

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void The_digest_of_a_description_covers_its_weights()
    {
        var before = ModelFile.Load(_path).Sound().Sha256;
        var bytes = File.ReadAllBytes(_weights);
        bytes[^1] ^= 1;
        File.WriteAllBytes(_weights, bytes);

        Assert.NotEqual(before, ModelFile.Load(_path).Sound().Sha256);
    }

    [Fact]
    public void A_missing_weights_file_is_the_only_complaint()
    {
        File.Delete(_weights);
        Assert.Equal("MNV1121", Assert.Single(ModelFile.Load(_path).Diagnostics).Code);
    }

    [Fact]
    public void A_file_too_large_to_be_a_model_is_not_read()
    {
        using (var file = File.Create(_path))
            file.SetLength(600L * 1024 * 1024);

        var diagnostic = Assert.Single(ModelFile.Load(_path).Diagnostics);

        Assert.Equal(("MNV7001", "the file has more than 512 MiB"), (diagnostic.Code, diagnostic.Message));
    }

    [Fact]
    public void A_link_inside_the_folder_is_followed()
    {
        File.Move(_weights, _temporary.File("real.bin"));
        File.CreateSymbolicLink(_weights, "real.bin");

        ModelFile.Load(_path).Sound();
    }

    /// <summary>A link to a file, through a linked folder, and through another link.</summary>
    [Theory]
    [InlineData("file")]
    [InlineData("folder")]
    [InlineData("chain")]
    [InlineData("circle")]
    public void The_weights_of_a_description_do_not_lead_out_of_its_folder(string how)
    {
        using var elsewhere = new TemporaryFolder();
        File.Move(_weights, elsewhere.File("net.safetensors"));
        Directory.CreateSymbolicLink(_temporary.File("sub"), elsewhere.FullPath);
        File.CreateSymbolicLink(_temporary.File("hop"), "sub/net.safetensors");
        File.CreateSymbolicLink(_weights, how switch
        {
            "file" =>
            elsewhere.File("net.safetensors"),
            "folder" => "sub/net.safetensors",
            "chain" => "hop",
            _ => "net.safetensors"
        });

        var diagnostic = Assert.Single(ModelFile.Load(_path).Diagnostics);

        Assert.Equal("MNV7001", diagnostic.Code);
    }

    /// <summary>The description itself may be anywhere: links to it, and links on the way to its folder, are the user's own.</summary>
    [Fact]
    public void A_linked_folder_of_models_is_a_folder_like_any()
    {
        using var elsewhere = new TemporaryFolder();
        Directory.CreateSymbolicLink(elsewhere.File("models"), _temporary.FullPath);

        ModelFile.Load(elsewhere.File("models/net.json")).Sound();
    }

    [Theory]
    [InlineData("../net.safetensors")]
    [InlineData("/etc/passwd")]
    [InlineData("sub/net.safetensors")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("C:net.safetensors")]
    [InlineData("net.safetensors\n")]
    [InlineData("net.safetensors\u0000x")]
    public void The_weights_of_a_description_are_a_plain_file_name(string name)
    {
        var text = File.ReadAllText(_path)
            .Replace("\"net.safetensors\"", System.Text.Json.JsonSerializer.Serialize(name), StringComparison.Ordinal);
        File.WriteAllText(_path, text);

        Assert.Equal("MNV1120", Assert.Single(ModelFile.Load(_path).Diagnostics).Code);
    }

    [SkippableFact]
    public async Task A_pipe_as_weights_does_not_hang()
    {
        File.Delete(_weights);
        Tool.Run(_temporary.FullPath, "mkfifo", "net.safetensors");

        var loaded = await Task.Run(() => ModelFile.Load(_path)).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal("MNV7001", Assert.Single(loaded.Diagnostics).Code);
    }
}
