using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Cli.Files;

/// <summary>
/// Moves staged files into place and deletes those that are not made any more. All of it is noted down first: once the note is there the
/// update counts as done, and whoever comes next completes it if its process was killed. When a move fails,
/// everything goes back to where it was.</summary>
/// <param name="Target">The output folder.</param>
/// <param name="Staging">The name of the <see cref="StagingFolder"/> in it.</param>
/// <param name="Moved">Files of the staging folder, relative.</param>
/// <param name="Deleted">Files of the output folder, relative.</param>
internal sealed record FolderUpdate(string Target, string Staging, ImmutableArray<string> Moved, ImmutableArray<string> Deleted)
{
    private const string NoteFile = ".mnv2c-update";
    private const string FirstLine = "mnv2c update 1";
    private const string LastLine = "end";

    /// <summary>Where replaced files wait in the staging folder until all went well.</summary>
    private const string Replaced = "replaced";

    private string Note => Path.Combine(Target, NoteFile);

    /// <exception cref="IOException">Something could not be moved; everything is as it was.</exception>
    public void Run()
    {
        foreach (var file in Moved.Concat(Deleted))
            RequireNoLinkOnTheWay(file);
        WriteNote();
        try
        {
            Apply();
        }
        catch (Exception e) when (FileWriting.IsFileTrouble(e))
        {
            File.Delete(Note);
            throw;
        }
    }

    /// <summary>Completes what a process did that was killed. To be called by the holder of the folder's lock.</summary>
    /// <exception cref="IOException">Something could not be moved; the next one tries again.</exception>
    public static void CompleteOlder(string target)
    {
        var note = Path.Combine(target, NoteFile);
        if (new FileInfo(note) is not { Exists: true, LinkTarget: null })
            return;
        if (ReadNote(target, note) is not { } update)
        {
            // Nobody of ours wrote it.
            File.Delete(note);
            return;
        }

        foreach (var file in update.Moved.Concat(update.Deleted))
            update.RequireNoLinkOnTheWay(file);
        (update with { Moved = [.. update.Moved.Where(f => File.Exists(Path.Combine(target, update.Staging, f)))] }).Apply();
    }

    private void Apply()
    {
        var undo = new Stack<Action>();
        try
        {
            foreach (var file in Moved)
                Exchange(file, undo);
            foreach (var file in Deleted.Where(f => File.Exists(Path.Combine(Target, f))))
                Move(Path.Combine(Target, file), Path.Combine(Target, Staging, Replaced, file), undo);
        }
        catch (Exception e) when (FileWriting.IsFileTrouble(e))
        {
            while (undo.TryPop(out var back))
                back();
            throw;
        }

        DeleteEmptyFolders();
        File.Delete(Note);
    }

    private void WriteNote()
    {
        // Complete or not there at all.
        var lines = Moved.Select(f => "move " + f).Concat(Deleted.Select(f => "delete " + f)).Prepend("from " + Staging)
            .Prepend(FirstLine).Append(LastLine);
        var draft = Path.Combine(Target, Staging, NoteFile);
        File.WriteAllText(draft, string.Concat(lines.Select(l => l + "\n")));
        File.Move(draft, Note, overwrite: true);
    }

    /// <summary>Null when the file says something else than an update of this folder: it may come from anywhere.</summary>
    private static FolderUpdate? ReadNote(string target, string note)
    {
        var lines = File.ReadAllLines(note);
        if (lines is not [FirstLine, var from, .. var steps, LastLine] || !from.StartsWith("from ", StringComparison.Ordinal)
            || !StagingFolder.IsName(from[5..]))
            return null;
        ImmutableArray<string> Steps(string what) =>
            [.. steps.Where(s => s.StartsWith(what, StringComparison.Ordinal)).Select(s => s[what.Length..])];
        var update = new FolderUpdate(target, from[5..], Steps("move "), Steps("delete "));
        return update.Moved.Length + update.Deleted.Length == steps.Length && update.Moved.Concat(update.Deleted).All(Manifest.IsInside)
            && Directory.Exists(Path.Combine(target, update.Staging))
            ? update
            : null;
    }

    private void Exchange(string file, Stack<Action> undo)
    {
        var destination = Path.Combine(Target, file);
        // A link is replaced, not followed.
        if (File.Exists(destination) || new FileInfo(destination).LinkTarget is not null)
            Move(destination, Path.Combine(Target, Staging, Replaced, file), undo);
        Move(Path.Combine(Target, Staging, file), destination, undo);
    }

    private static void Move(string from, string to, Stack<Action> undo)
    {
        var folder = Path.GetDirectoryName(to)!;
        var missing = new List<string>();
        for (var path = folder; !Directory.Exists(path); path = Path.GetDirectoryName(path)!)
            missing.Insert(0, path);
        Directory.CreateDirectory(folder);
        foreach (var made in missing)
            undo.Push(() => Directory.Delete(made));
        File.Move(from, to);
        undo.Push(() => File.Move(to, from));
    }

    /// <summary>Of folders that held nothing but deleted files.</summary>
    private void DeleteEmptyFolders()
    {
        foreach (var file in Deleted)
        {
            for (var folder = Path.GetDirectoryName(file); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
            {
                var path = Path.Combine(Target, folder);
                if (!Directory.Exists(path) || Directory.EnumerateFileSystemEntries(path).Any())
                    break;
                Directory.Delete(path);
            }
        }
    }

    private void RequireNoLinkOnTheWay(string file)
    {
        for (var folder = Path.GetDirectoryName(file); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            if (new DirectoryInfo(Path.Combine(Target, folder)).LinkTarget is not null)
                throw new IOException($"'{folder}' in it is a link that leads elsewhere");
        }
    }
}
