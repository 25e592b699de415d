using System.Collections.Concurrent;

namespace MobileNetV2.CodeGen.Cli.Files;

/// <summary>Temporary files of work that a user's Ctrl-C leaves behind: they go when the process does.</summary>
internal static class UnfinishedFiles
{
    private static readonly ConcurrentDictionary<string, bool> Paths = new(StringComparer.Ordinal);

    static UnfinishedFiles() => AppDomain.CurrentDomain.ProcessExit += (_, _) => DeleteAll();

    public static void Add(string path) => Paths[path] = true;

    public static void Remove(string path) => Paths.TryRemove(path, out _);

    private static void DeleteAll()
    {
        foreach (var path in Paths.Keys)
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception e) when (FileWriting.IsFileTrouble(e))
            {
                // Nobody is left to be told.
            }
        }
    }
}
