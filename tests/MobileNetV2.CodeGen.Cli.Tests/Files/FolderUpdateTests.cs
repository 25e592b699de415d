using System.Collections.Immutable;
using System.Text;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Files;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Files;

/// <summary>An update of an output folder is all or nothing, whatever happens in its middle, and whoever else has files there.</summary>
public sealed class FolderUpdateTests : IDisposable
{
    private static readonly (string Name,
        string Text)[] Old = [("m.c", "old"), ("m.h", "same"), ("src/gone.c", "old"), ("src/kept.c", "old")];
    private static readonly (string Name,
        string Text)[] New = [("m.c", "new"), ("m.h", "same"), ("src/kept.c", "new"), ("sub/deep/added.c", "new")];

    private readonly TemporaryFolder _temporary = new();

    private string Folder => _temporary.File("gen");

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void A_move_that_fails_takes_back_those_before_it()
    {
        Write(Old);
        var before = Snapshot();
        // A folder where the last file is to go: the moves before it have succeeded.
        Directory.CreateDirectory(Path.Combine(Folder, "sub", "deep", "added.c", "x"));

        var diagnostic = Assert.Single(Write(New));

        Assert.Equal("MNV7003", diagnostic.Code);
        Assert.Equal("MNV7002", Assert.Single(Write(New, force: true)).Code);
        Assert.Equal(before, Snapshot());
    }

    /// <summary>Every moment at which a process can be killed: before the note, and after each of the moves.</summary>
    [Fact]
    public void An_update_whose_process_was_killed_is_nothing_or_is_completed()
    {
        Write(New);
        var complete = Snapshot();
        const string Staging = ".mnv2c-0123456789abcdef0123";
        string[] moves = ["m.c", "src/kept.c", "sub/deep/added.c", "m_files.txt"];
        for (var done = -1; done <= 2 * moves.Length; done++)
        {
            Directory.Delete(Folder, recursive: true);
            Write(Old);
            var before = Snapshot();
            Put(Staging, "made-by-mnv2c", "");
            foreach (var (name, text) in New.Append(("m_files.txt", "m.c\nm.h\nm_files.txt\nsrc/kept.c\nsub/deep/added.c\n")))
                Put(Staging, name, text);
            if (done >= 0)
                Put(".", ".mnv2c-update",
                    $"mnv2c update 1\nfrom {Staging}\n{string.Concat(moves.Select(m => $"move {m}\n"))}delete src/gone.c\nend\n");
            for (var move = 0; move < done; move++)
            {
                var file = moves[move / 2];
                var (from, to) = move % 2 == 0 ? (file, $"{Staging}/replaced/{file}") : ($"{Staging}/{file}", file);
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Folder, to))!);
                if (File.Exists(Path.Combine(Folder, from)))
                    File.Move(Path.Combine(Folder, from), Path.Combine(Folder, to));
            }

            // Another model's compile finds it.
            Assert.Empty(OutputFolder.Write(Folder, "other", [GeneratedFile("other.c", "x")], force: false));

            var after = Snapshot().Where(f => !f.StartsWith("other", StringComparison.Ordinal));
            Assert.Equal(done < 0 ? before : complete, after);
        }
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("mnv2c update 1\nfrom .mnv2c-0123\ndelete ../precious.txt\nend\n")]
    [InlineData("mnv2c update 1\nfrom .mnv2c-0123\ndelete PRECIOUS\nend\n")]
    [InlineData("mnv2c update 1\nfrom ..\nmove precious.txt\nend\n")]
    [InlineData("mnv2c update 1\nfrom .mnv2c-0123\ndelete mine.txt\n")]
    [InlineData("mnv2c update 1\nfrom .mnv2c-0123\nrun rm\nend\n")]
    [InlineData("mnv2c update 1\nfrom .mnv2c-9999\ndelete mine.txt\nend\n")]
    public void A_note_that_is_not_ours_does_nothing(string note)
    {
        var precious = _temporary.Write("precious.txt", "x");
        Put(".mnv2c-0123", "made-by-mnv2c", "");
        Put(".", "mine.txt", "mine");
        Put(".", ".mnv2c-update", note.Replace("PRECIOUS", precious, StringComparison.Ordinal));

        Assert.Empty(Write(New));

        Assert.True(File.Exists(precious));
        Assert.Equal("mine", File.ReadAllText(Path.Combine(Folder, "mine.txt")));
        Assert.False(File.Exists(Path.Combine(Folder, ".mnv2c-update")));
    }

    [Fact]
    public void Folders_of_the_user_that_look_like_ours_stay()
    {
        var beside = Directory.CreateDirectory(Folder + ".mnv2c-tmp").FullName;
        File.WriteAllText(Path.Combine(beside, "mine.txt"), "mine");
        Put(".mnv2c-0123456789", "mine.txt", "mine");
        Put(".mnv2c-mine", "made-by-mnv2c", "mine");

        Assert.Empty(Write(Old));
        Assert.Empty(Write(New));

        Assert.True(File.Exists(Path.Combine(beside, "mine.txt")));
        Assert.True(File.Exists(Path.Combine(Folder, ".mnv2c-0123456789", "mine.txt")));
        Assert.True(File.Exists(Path.Combine(Folder, ".mnv2c-mine", "made-by-mnv2c")));
    }

    /// <summary>Before its first file, in the middle, and when only the folder was left to delete.</summary>
    [Fact]
    public void Folders_of_killed_processes_go_whenever_they_were_killed()
    {
        Directory.CreateDirectory(Path.Combine(Folder, ".mnv2c-0123456789"));
        Put(".mnv2c-0123456780", "made-by-mnv2c", "");
        Put(".mnv2c-0123456781", "made-by-mnv2c", "");
        Put(".mnv2c-0123456781", "m.c", "half");
        Put(Path.Combine(".mnv2c-0123456781", "replaced"), "m.c", "old");

        Assert.Empty(Write(New));

        Assert.Empty(Directory.GetFileSystemEntries(Folder, ".mnv2c-*"));
    }

    [Fact]
    public void Links_are_replaced_and_not_followed()
    {
        Write(Old);
        var elsewhere = _temporary.Write("elsewhere.txt", "theirs");
        File.Delete(Path.Combine(Folder, "m.c"));
        File.CreateSymbolicLink(Path.Combine(Folder, "m.c"), elsewhere);

        Assert.Empty(Write(New, force: true));

        Assert.Equal("theirs", File.ReadAllText(elsewhere));
        Assert.Equal("new", File.ReadAllText(Path.Combine(Folder, "m.c")));
        Assert.Null(new FileInfo(Path.Combine(Folder, "m.c")).LinkTarget);
    }

    [Fact]
    public void A_folder_that_is_a_link_is_not_written_into()
    {
        Write(Old);
        var elsewhere = Directory.CreateDirectory(_temporary.File("elsewhere")).FullName;
        Directory.Delete(Path.Combine(Folder, "src"), recursive: true);
        Directory.CreateSymbolicLink(Path.Combine(Folder, "src"), elsewhere);

        Assert.Equal("MNV7002", Assert.Single(Write(New, force: true)).Code);

        Assert.Empty(Directory.GetFileSystemEntries(elsewhere));
        Assert.Equal("old", File.ReadAllText(Path.Combine(Folder, "m.c")));
    }

    [Fact]
    public void A_new_folder_that_cannot_be_filled_is_not_left_behind()
    {
        var broken = new GeneratedFile("m_weights.c", _ => throw new IOException("No space left on device"));

        Assert.Equal("MNV7002", Assert.Single(OutputFolder.Write(Folder, "m", [GeneratedFile("m.c", "1"), broken], force: false)).Code);

        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public void Files_that_did_not_change_keep_their_time()
    {
        Write(Old);
        var time = new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        foreach (var file in Directory.GetFiles(Folder, "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, time);

        Write(New);

        Assert.Equal(time, File.GetLastWriteTimeUtc(Path.Combine(Folder, "m.h")));
        Assert.NotEqual(time, File.GetLastWriteTimeUtc(Path.Combine(Folder, "m.c")));
    }

    [Fact]
    public async Task Who_waits_for_the_folder_can_be_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var full = Path.GetFullPath(Folder);
        using var isHeld = new ManualResetEventSlim();
        using var mayGo = new ManualResetEventSlim();
        var holder = new Thread(() =>
        {
            using var held = FolderLock.Take(full, CancellationToken.None);
            isHeld.Set();
            mayGo.Wait();
        });
        holder.Start();
        isHeld.Wait();

        var waiting = Task.Run(() => OutputFolder.Write(Folder, "m", [GeneratedFile("m.c", "1")], force: false, cancellation.Token));
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(30)));
        mayGo.Set();
        holder.Join();
        Assert.False(Directory.Exists(Folder));
    }

    private ImmutableArray<Diagnostic> Write((string Name, string Text)[] files, bool force = false) =>
        OutputFolder.Write(Folder, "m", [.. files.Select(f => GeneratedFile(f.Name, f.Text))], force);

    private static GeneratedFile GeneratedFile(string name, string text) => new(name, s => s.Write(Encoding.UTF8.GetBytes(text)));

    private void Put(string folder, string name, string text)
    {
        var path = Path.Combine(Folder, folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private string[] Snapshot() =>
    [
        .. Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(f => $"{Path.GetRelativePath(Folder, f)}: {File.ReadAllText(f)}"),
    ];
}
