namespace MobileNetV2.CodeGen.Simulation.Building;

/// <summary>What compilers made, by the hash of what it was made of; shared by all processes of a user.</summary>
/// <param name="extension">Of the files: what is kept.</param>
internal sealed class BuildCache(string folder, string extension)
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(30);

    /// <summary>Objects of the kernels and the harness, which many networks share.</summary>
    public static BuildCache Objects => new(Path.Combine(DefaultFolder, "objects"), ".o");

    /// <summary><c>$XDG_CACHE_HOME</c>, <c>~/.cache</c> or what the system has for it, and then <c>mnv2c</c>.</summary>
    private static string DefaultFolder
    {
        get
        {
            var xdg = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            var root = !string.IsNullOrEmpty(xdg) ? xdg
                : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                : home.Length > 0 ? Path.Combine(home, ".cache")
                : Path.GetTempPath();
            return Path.Combine(root, "mnv2c");
        }
    }

    /// <summary>Whole networks as libraries that a test's process loads.</summary>
    /// <param name="folder">Null: the user's.</param>
    public static BuildCache Libraries(string? folder) => new(folder ?? Path.Combine(DefaultFolder, "simulation"), ".library");

    public string? Find(string key)
    {
        var path = PathOf(key);
        if (!File.Exists(path))
            return null;
        Touch(path);
        return path;
    }

    /// <summary>Copies <paramref name="file"/> in. Several processes may do so at once: whoever is last replaces equal bytes,
    /// and nobody sees half a file.</summary>
    public string Add(string key, string file)
    {
        Directory.CreateDirectory(folder);
        RemoveForgotten();
        var path = PathOf(key);
        var arriving = $"{path}.{Guid.NewGuid():N}";
        File.Copy(file, arriving);
        File.Move(arriving, path, overwrite: true);
        return path;
    }

    private string PathOf(string key) => Path.Combine(folder, key + extension);

    private static void Touch(string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The time only keeps the file from being forgotten.
        }
    }

    private void RemoveForgotten()
    {
        foreach (var file in Directory.EnumerateFiles(folder).Where(f => DateTime.UtcNow - File.GetLastWriteTimeUtc(f) > Forgotten))
        {
            try
            {
                File.Delete(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another process is at it.
            }
        }
    }
}
