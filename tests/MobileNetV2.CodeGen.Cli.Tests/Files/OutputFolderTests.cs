using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Files;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Files;

public sealed class OutputFolderTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    private string Folder => _temporary.File("gen");

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void A_new_folder_holds_the_files_and_their_manifest()
    {
        Assert.Empty(Write("m", ("m.c", "1"), ("sub/m.h", "2")));

        Assert.Equal(["m.c", "m_files.txt", "sub/m.h"], Names());
        Assert.Equal("m.c\nm_files.txt\nsub/m.h\n", Read("m_files.txt"));
    }

    [Fact]
    public async Task Parallel_generations_do_not_disturb_each_other()
    {
        const int Writers = 4;
        var files = Enumerable.Range(0, 50).Select(i => ($"mnv2_{i}.c", "kernel")).ToArray();
        var problems = new ConcurrentBag<Diagnostic>();
        using var together = new Barrier(Writers);

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => Task.Factory.StartNew(
            () => Generate($"m{i % 2}"), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.Empty(problems);
        Assert.Equal(["m0.c", "m0_files.txt", "m1.c", "m1_files.txt",
            .. files.Select(f => f.Item1).Order(StringComparer.Ordinal)], Names());
        Assert.Equal("9", Read("m1.c"));

        void Generate(string model)
        {
            try
            {
                for (var generation = 0; generation < 10; generation++)
                {
                    together.SignalAndWait();
                    foreach (var problem in Write(model, [($"{model}.c", $"{generation}"), .. files]))
                        problems.Add(problem);
                }
            }
            finally
            {
                together.RemoveParticipant();
            }
        }
    }

    [Fact]
    public void A_second_generation_replaces_the_first_and_leaves_strangers_alone()
    {
        Write("m", ("m.c", "1"), ("m_weights.bin", "w"));
        File.WriteAllText(Path.Combine(Folder, "notes.txt"), "mine");

        Assert.Empty(Write("m", ("m.c", "2"), ("m_weights.c", "w")));

        Assert.Equal(["m.c", "m_files.txt", "m_weights.c", "notes.txt"], Names());
        Assert.Equal("2", Read("m.c"));
    }

    [Fact]
    public void A_file_that_somebody_else_wrote_is_not_replaced()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "CMakeLists.txt"), "mine");

        var diagnostic = Assert.Single(Write("m", ("m.c", "1"), ("CMakeLists.txt", "generated")));

        Assert.Equal("MNV7003", diagnostic.Code);
        Assert.Equal(["CMakeLists.txt"], Names());
        Assert.Equal("mine", Read("CMakeLists.txt"));
        Assert.Empty(Write("m", force: true, ("m.c", "1"), ("CMakeLists.txt", "generated")));
        Assert.Equal("generated", Read("CMakeLists.txt"));
    }

    [Fact]
    public void Two_models_share_equal_files_and_nothing_else()
    {
        Write("a", ("a.c", "a"), ("mnv2_add.c", "kernel"));

        Assert.Empty(Write("b", ("b.c", "b"), ("mnv2_add.c", "kernel")));
        Assert.Equal("MNV7003", Assert.Single(Write("b", ("b.c", "b"), ("mnv2_add.c", "other"))).Code);

        // b no longer needs the kernel, but a still does.
        Assert.Empty(Write("b", ("b.c", "b")));
        Assert.Equal(["a.c", "a_files.txt", "b.c", "b_files.txt", "mnv2_add.c"], Names());
    }

    [Fact]
    public void A_failure_half_way_leaves_the_old_generation_and_no_litter()
    {
        Write("m", ("m.c", "1"));
        var broken = new GeneratedFile("m_weights.c", _ => throw new IOException("disk full"));

        var diagnostic = Assert.Single(OutputFolder.Write(Folder, "m", [File_("m.c", "2"), broken], force: false));

        Assert.Equal("MNV7002", diagnostic.Code);
        Assert.Equal("1", Read("m.c"));
        Assert.Equal([Folder], Directory.GetFileSystemEntries(_temporary.FullPath));
    }

    [Fact]
    public void A_file_where_the_folder_should_be_is_reported()
    {
        _temporary.Write("gen", "a file");

        Assert.Equal("MNV7002", Assert.Single(Write("m", ("m.c", "1"))).Code);
    }

    [Fact]
    public void A_manifest_that_points_outside_deletes_nothing_there()
    {
        Write("m", ("m.c", "1"));
        var outside = _temporary.Write("precious.txt", "x");
        File.AppendAllText(Path.Combine(Folder, "m_files.txt"), "../precious.txt\n" + outside + "\n");

        Assert.Empty(Write("m", ("m.c", "2")));

        Assert.True(File.Exists(outside));
    }

    private ImmutableArray<CodeGen.Diagnostics.Diagnostic> Write(string model, params (string Name, string Text)[] files) =>
        Write(model, false, files);

    private ImmutableArray<CodeGen.Diagnostics.Diagnostic> Write(string model, bool force, params (string Name, string Text)[] files) =>
        OutputFolder.Write(Folder, model, [.. files.Select(f => File_(f.Name, f.Text))], force);

    private static GeneratedFile File_(string name, string text) => new(name, s => s.Write(Encoding.UTF8.GetBytes(text)));

    private string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));

    private IEnumerable<string> Names() => Directory.GetFiles(Folder, "*", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal);
}
